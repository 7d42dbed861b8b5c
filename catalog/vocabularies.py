"""Public vocabularies: stored from the files of their owners, searched, linked by somebody who judged, and followed when
a newer version comes. Nothing is linked by itself."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from django.db import transaction
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Length

from catalog import audit
from catalog.core import vocabularies
from catalog.core.search import fold, words_of
from catalog.core.vocabularies import Parsed, Scheme
from catalog.models import Concept, ExternalLink, Skill, Vocabulary

AT_ONCE = 500  # rows of one statement
MOST_FOUND, MOST_WORDS = 40, 8

State = Literal["same", "changed", "gone"]
SAME, CHANGED, GONE = "same", "changed", "gone"


class LinkChanged(Exception):
    """A link, or the concept that it should follow, is not what was looked at."""


class AlreadyLinked(Exception):
    """The skill has a link to this concept."""


class News(NamedTuple):
    """What a newer version makes of a link: whether it holds the concept, in the same words or in others."""

    link: ExternalLink
    newest: Vocabulary
    concept: Concept | None
    state: State


def store(
    *, scheme: Scheme, version: str, released: date | None, name: str, data: bytes, by: str, at: datetime
) -> tuple[Vocabulary, Parsed]:
    """Keep the concepts of a file of a version of a vocabulary. Another file of the same version adds to it, and what it
    says of a concept that is there takes the place of what was. Raises vocabularies.FileUnfit; then nothing is kept."""
    parsed = vocabularies.read(scheme, name, data)
    rows = [_row(concept) for concept in parsed.concepts]  # before: nobody waits for the database meanwhile
    with transaction.atomic():
        kept, _made = Vocabulary.objects.update_or_create(
            scheme=scheme, version=version, defaults={"released": released, "uploaded_at": at, "uploaded_by": by}
        )
        for row in rows:
            row.vocabulary = kept
        Concept.objects.bulk_create(
            rows,
            batch_size=AT_ONCE,
            update_conflicts=True,
            unique_fields=["vocabulary", "uri"],
            update_fields=["label", "alternatives", "kind", "definition", "words"],
        )
        told: dict[str, list[Any]] = {"concepts": [None, len(rows)], "file": [None, name]}
        audit.record(verb=audit.UPLOADED, framework_id=None, page=kept, values=told, by=by, at=at)
    return kept, parsed


def _row(concept: vocabularies.Concept) -> Concept:
    return Concept(
        uri=concept.uri,
        label=concept.label,
        alternatives="\n".join(concept.alternatives),
        kind=concept.kind,
        definition=concept.definition,
        words="\n".join(fold(label) for label in (concept.label, *concept.alternatives)),
    )


def newest() -> Mapping[str, Vocabulary]:
    """The newest version of each vocabulary that was uploaded."""
    found: dict[str, Vocabulary] = {}
    for each in Vocabulary.objects.order_by("pk"):
        if each.scheme not in found or vocabularies.is_newer(each.version, found[each.scheme].version):
            found[each.scheme] = each
    return found


def search(query: str, among: Iterable[Vocabulary]) -> list[Concept]:
    """The concepts of some versions whose labels hold all of the words, at most MOST_FOUND: those first that are called
    so, then those whose name begins so, then the shorter ones. One query."""
    words = words_of(query)[:MOST_WORDS]
    if not words:
        return []
    found: QuerySet[Concept] = Concept.objects.filter(vocabulary__in=list(among)).select_related("vocabulary")
    for word in words:
        found = found.filter(words__contains=word)
    asked = fold(query).strip()
    nearness = Case(
        When(Q(words=asked) | Q(words__startswith=f"{asked}\n"), then=Value(0)),
        When(words__startswith=asked, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return list(found.order_by(nearness, Length("label"), "label", "pk")[:MOST_FOUND])


@transaction.atomic
def link(*, skill: Skill, concept: Concept, relation: str) -> ExternalLink:
    """Link a skill to a concept, as somebody judged. Raises AlreadyLinked, ValidationError for no relation of ours."""
    Skill.objects.select_for_update(of=("self",)).get(pk=skill.pk)
    if skill.links.filter(uri=concept.uri).exists():
        raise AlreadyLinked
    made = ExternalLink(
        skill=skill,
        scheme=concept.vocabulary.scheme,
        scheme_version=concept.vocabulary.version,
        uri=concept.uri,
        label=concept.label,
        relation=relation,
    )
    made.full_clean()
    made.save()
    return made


@transaction.atomic
def follow(*, link: ExternalLink, seen: str, to: str, relation: str = "") -> ExternalLink:
    """Let a link name the newest version, `to`, where `seen` is the version that it named when it was looked at.

    Where the words of the concept are other ones, somebody must have judged anew: `relation` says how. Raises LinkChanged
    where anything is not as it was looked at.
    """
    kept = ExternalLink.objects.select_for_update(of=("self",)).select_related("skill").filter(pk=link.pk).first()
    told = news_of([kept]) if kept and kept.scheme_version == seen else []
    if kept is None or not told or told[0].concept is None or told[0].newest.version != to:
        raise LinkChanged
    if told[0].state != SAME and not relation:
        raise LinkChanged
    kept.scheme_version, kept.label = to, told[0].concept.label
    kept.relation = relation or kept.relation
    kept.full_clean()
    kept.save()
    return kept


def news_of(links: Iterable[ExternalLink]) -> list[News]:
    """What newer versions make of links; nothing of those that name the newest one. Two queries."""
    latest, links = newest(), list(links)
    behind = [
        each
        for each in links
        if each.scheme in latest and vocabularies.is_newer(latest[each.scheme].version, each.scheme_version)
    ]
    if not behind:
        return []
    uris = (
        ExternalLink.objects.filter(pk__in=[each.pk for each in behind])
        if len(behind) < AT_ONCE
        else ExternalLink.objects
    )
    known = {
        (concept.vocabulary.scheme, concept.vocabulary.version, concept.uri): concept
        for concept in Concept.objects.filter(uri__in=uris.values("uri")).select_related("vocabulary")
    }
    return [_news(each, latest[each.scheme], known) for each in behind]


def _news(link: ExternalLink, latest: Vocabulary, known: Mapping[tuple[str, str, str], Concept]) -> News:
    now = known.get((link.scheme, latest.version, link.uri))
    if now is None:
        return News(link, latest, None, "gone")
    before = known.get((link.scheme, link.scheme_version, link.uri))
    is_same = now.label == link.label and (before is None or now.definition == before.definition)
    return News(link, latest, now, "same" if is_same else "changed")
