"""What visitors see as packages of CASE: one for each framework, made once in a process from its current edition."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Max, Q

from catalog import editions
from catalog.exchange import records
from catalog.exchange.core.formats import case
from catalog.exchange.core.formats.case.classes import DEFINITIONS
from catalog.exchange.core.formats.case.identity import FORMAT
from catalog.exchange.core.formats.case.vocabulary import ITEM_TYPES
from catalog.index import Digest
from catalog.models import Edition, Framework
from catalog.templatetags.sharing import whole

Package = Mapping[str, Any]
V1P1 = "/ims/case/v1p1/"


class Source(NamedTuple):
    """What a package is made from: an edition and the newest of the records of what others call its things."""

    digest: Digest
    published_at: datetime
    newest: int


def sources() -> list[Source]:
    """What visitors see now, by framework: two light queries."""
    digests = editions.current_digests()
    newest = Max("framework__foreign_records__pk", filter=Q(framework__foreign_records__format=FORMAT))
    rows = Edition.objects.filter(digest__in=digests).values("digest", "published_at").annotate(newest=newest)
    told = {row["digest"]: (row["published_at"], row["newest"] or 0) for row in rows}
    return [Source(digest, *told[digest]) for digest in digests]


def holding(kind: str, identifier: str) -> tuple[Source, Package] | None:
    """The package that has a thing of a kind, such as "CFItems", with where it is from; None where there is none."""
    for source in sources():
        if identifier in _names(source, source.digest.hidden)[kind]:
            return source, package(source)
    return None


def package(source: Source) -> Package:
    """The package of an edition, as visitors see it."""
    return _package(source, source.digest.hidden)


@lru_cache(maxsize=16)
def _package(source: Source, hidden: tuple[str, ...]) -> Package:
    framework = Framework.objects.get(editions__digest=source.digest)
    # Of what others say of things nothing but their identifiers: the rest may be of a draft that is not published.
    foreign = [replace(each, data={}) for each in records.of(framework) if each.thing is not None]
    changed = source.published_at.isoformat(timespec="seconds")
    made: Package = case.build(editions.shown(source.digest), foreign, changed=changed, base=whole(V1P1))
    return made


@lru_cache(maxsize=256)
def _names(source: Source, hidden: tuple[str, ...]) -> Mapping[str, frozenset[str]]:
    """The identifiers of a package by kind, so that nothing is made to find that it is not there."""
    return {kind: frozenset(each["identifier"] for each in things) for kind, things in _things(package(source))}


def _things(package: Package) -> Iterator[tuple[str, list[Any]]]:
    yield "CFDocuments", [package["CFDocument"]]
    for kind in ("CFItems", "CFAssociations", "CFRubrics"):
        yield kind, package.get(kind, [])
    for kind in DEFINITIONS:
        yield kind, package.get("CFDefinitions", {}).get(kind, [])


def only_skills(whole_one: Package) -> Package:
    """A package without roles, levels and steps, for readers who take every item without others below it for a skill."""
    gone = {
        item["identifier"]
        for item in whole_one.get("CFItems", ())
        if item.get("CFItemType") in {ITEM_TYPES["role"], ITEM_TYPES["level"], ITEM_TYPES["step"]}
    }
    ends = ("originNodeURI", "destinationNodeURI")
    items = [each for each in whole_one.get("CFItems", ()) if each["identifier"] not in gone]
    links = [
        each for each in whole_one.get("CFAssociations", ()) if not any(each[end]["identifier"] in gone for end in ends)
    ]
    return {**whole_one, "CFItems": items, "CFAssociations": links}
