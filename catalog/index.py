"""What visitors can find now, by framework and slug, without reading an edition: written whenever one becomes current."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple, Self

from django.db import connection, transaction
from django.db.models import Model, QuerySet, TextField, Value
from django.db.models.functions import Concat, StrIndex
from django.db.models.lookups import Exact

from catalog.core.snapshot import Role, Snapshot
from catalog.models import Publication, PublishedRole, PublishedSkill

__all__ = ["PublishedRole", "Size", "is_true", "roles", "sized_by", "skills", "write"]


class Size(NamedTuple):
    """How many questions a role asks, in all and in its quick check at most, and the minutes that all of them take."""

    questions: int
    quick: int
    minutes: int


class Digest(str):
    """The digest of a current edition; `hidden` are the keys of the roles of it that visitors do not see now."""

    hidden: tuple[str, ...]

    def __new__(cls, digest: str, hidden: str = "") -> Self:
        made = super().__new__(cls, digest)
        made.hidden = tuple(hidden.split())
        return made


Digests = tuple[Digest, ...]
# Of whose framework visitors see something.
SHOWN = {"framework__is_hidden": False}
Sizing = Callable[[Snapshot, str], Size]
_sizing: list[Sizing] = []


def sized_by(sizing: Sizing) -> None:
    """Let `sizing` say how much a role of a snapshot asks. Who asks the questions calls this once, at the start."""
    _sizing[:] = [sizing]


def clear(framework_id: int) -> None:
    """Let nothing of a framework be found."""
    for model in (PublishedRole, PublishedSkill):
        model._default_manager.filter(framework=framework_id).delete()


def is_clear(framework_id: int) -> bool:
    """Whether nothing of a framework can be found."""
    return not any(
        model._default_manager.filter(framework=framework_id).exists() for model in (PublishedRole, PublishedSkill)
    )


@transaction.atomic
def write(publication: Publication, snapshot: Snapshot) -> None:
    """Let what the publication shows be found, and nothing else of its framework. `snapshot` is that of its edition."""
    clear(publication.edition.framework_id)
    for model, rows in _rows(publication, snapshot).items():
        model._default_manager.bulk_create(rows)


def _rows(publication: Publication, snapshot: Snapshot) -> dict[type[PublishedRole | PublishedSkill], list[Any]]:
    shared = {
        "framework_id": publication.edition.framework_id,
        "publication": publication,
        "framework_name": snapshot.framework.name,
        "language": snapshot.framework.language,
    }
    return {
        PublishedRole: [PublishedRole(**shared, **_facts(snapshot, role)) for role in snapshot.roles],
        PublishedSkill: [PublishedSkill(**shared, slug=skill.slug, name=skill.name) for skill in snapshot.skills],
    }


def _facts(snapshot: Snapshot, role: Role) -> dict[str, Any]:
    [sizing] = _sizing
    size = sizing(snapshot, role.slug)
    return {"slug": role.slug, "name": role.name, "summary": role.summary, "levels": len(role.levels), **size._asdict()}


def is_true(publication: Publication, snapshot: Snapshot) -> bool:
    """Whether what is stored for the publication's framework is what `write` would store."""
    return all(
        set(_facts_of(model._default_manager.filter(framework=publication.edition.framework_id)))
        == set(_facts_of(rows))
        for model, rows in _rows(publication, snapshot).items()
    )


def _facts_of(rows: Iterable[Model]) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        yield tuple(getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key)


def roles(*, even_hidden: bool = False) -> QuerySet[PublishedRole]:
    """The roles that visitors can find, by framework, or all that there are; each with its framework and its edition,
    which is not read: one query."""
    rows = PublishedRole._default_manager.all()
    return _with_editions(rows if even_hidden else rows.filter(Exact(_place_among_hidden(), 0), **SHOWN))


def skills() -> QuerySet[PublishedSkill]:
    """The skills that visitors can find, as `roles` gives roles."""
    return _with_editions(PublishedSkill._default_manager.filter(**SHOWN))


def _place_among_hidden() -> StrIndex:
    """Where the key of a role stands among those of its framework that are hidden; 0 for nowhere."""
    line = Value("\n")
    keys, key = (Concat(line, name, line, output_field=TextField()) for name in ("framework__hidden_roles", "slug"))
    return StrIndex(keys, key)


def digests_of_role(framework: str, role: str) -> Digests:
    """The digest of the current edition that holds a role of a framework; none where there is none: one light query."""
    return tuple(digest for digest in digests(_where(PublishedRole), [framework, role]) if role not in digest.hidden)


def digests_of_skill(framework: str, skill: str) -> Digests:
    """The digest of the current edition that holds a skill, as `digests_of_role`."""
    return digests(_where(PublishedSkill), [framework, skill])


def digests(sql: str, parameters: Sequence[str] = ()) -> Digests:
    """What a query for digests, each with the hidden roles of its framework, finds."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return tuple(Digest(*row) for row in cursor.fetchall())


@cache
def _where(model: type[PublishedRole | PublishedSkill]) -> str:
    """The query, written once in a process: every visit asks it, and to write it takes ten times as long as to run it."""
    rows = model._default_manager.filter(framework__slug="framework", slug="slug", **SHOWN)
    sql, parameters = rows.values_list(
        "publication__edition__digest", "framework__hidden_roles"
    ).query.sql_with_params()
    assert parameters == ("framework", "slug")  # noqa: S101 # in this order they are given
    return str(sql)


def _with_editions(rows: QuerySet[Any]) -> QuerySet[Any]:
    found = rows.select_related("framework", "publication__edition__framework").defer("publication__edition__payload")
    return found.order_by("framework__slug", "slug")
