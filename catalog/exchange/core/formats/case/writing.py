"""A framework as a CASE package, version 1.1, with all that CASE has no place for in our extension."""

import json
from collections.abc import Sequence

from catalog.core import canonical
from catalog.core.snapshot import Snapshot
from catalog.exchange.core.formats.case import classes, ours, vocabulary
from catalog.exchange.core.formats.case import written_document as documents
from catalog.exchange.core.formats.case import written_links as links
from catalog.exchange.core.formats.case.degrading import degraded
from catalog.exchange.core.formats.case.identity import (
    FORMAT,
    FRAMEWORK,
    Identity,
    Json,
    identity_of,
    minted,
    place_of,
)
from catalog.exchange.core.formats.case.joining import join, resource_end
from catalog.exchange.core.formats.case.made_items import MadeItems, items_of, with_document
from catalog.exchange.core.formats.case.written_rubrics import Rubrics
from catalog.exchange.core.imported import Foreign, Thing

# The time of change that is written where nobody says one: a core knows no clock.
NEVER = "1970-01-01T00:00:00+00:00"


def write(
    snapshot: Snapshot, foreign: Sequence[Foreign] = (), *, changed: str = NEVER, base: str = "", version: str = "1.1"
) -> bytes:
    """A framework as the JSON of a CFPackage; the same values give the same bytes.

    `foreign` is what other systems call its things, `changed` the time of its last change in ISO 8601, `base` the address
    that the paths of CASE follow (without one, addresses are URNs), `version` "1.1", or "1.0" for readers of the older
    version, which has no place for what is ours: that package is not lossless.
    """
    package = build(snapshot, foreign, changed=changed, base=base)
    value = degraded(package) if version == "1.0" else package
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def build(snapshot: Snapshot, foreign: Sequence[Foreign] = (), *, changed: str = NEVER, base: str = "") -> Json:
    """A framework as the value of a CFPackage; see `write`."""
    snapshot = canonical.parse(canonical.payload(snapshot))
    foreign = [each for each in foreign if each.format == FORMAT]
    names = identity_of(snapshot, foreign, base)
    scale = vocabulary.scale_of(snapshot.scale)
    beside = _beside(snapshot, foreign)
    with_steps = _has_steps(snapshot, names)
    document = documents.Document(names, snapshot, changed)
    made = with_document(items_of(snapshot, names, changed, beside, with_steps), document.end())
    joined = join(snapshot, scale, made)
    skills = [(skill, made.end(Thing("skill", (skill.slug,)))) for skill in snapshot.ordered_skills]
    rubrics = Rubrics(names, snapshot, scale, changed)
    resources = [(resource, resource_end(made, resource)) for resource in snapshot.resources]
    scale_from = "" if with_steps else str(names.data(FRAMEWORK)["scale"])
    kept = documents.kept_of(snapshot, resources, scale_from, beside)
    package = {
        "CFDocument": document.fields(kept),
        "CFItems": [*_items(made, joined.places), *_beside_items(foreign, names, changed)],
        "CFAssociations": [*joined.associations, *_beside_associations(foreign, made)],
        "CFDefinitions": document.definitions(list(made.types.values()), list(joined.groupings.values())),
        "CFRubrics": rubrics.of(skills),
        "extensions": names.data(FRAMEWORK).get("extensions"),
    }
    return {name: value for name, value in package.items() if value}


def _beside(snapshot: Snapshot, foreign: Sequence[Foreign]) -> dict[str, str]:
    """The areas that no item stands for, while they are called as they were, with what they stand for."""
    found: dict[str, str] = {}
    for each in foreign:
        place = place_of(each)
        if place and each.thing and place not in found.values():
            area = snapshot.area.get(each.thing.key[-1])
            if area is not None and area.name == each.data.get("name"):
                found[area.slug] = place
    return found


def _has_steps(snapshot: Snapshot, names: Identity) -> bool:
    """Whether the steps are items: not where the file had no such items, unless something asks for a step by its name."""
    asks = any(level.requirements for role in snapshot.roles for level in role.levels)
    return asks or not names.data(FRAMEWORK).get("scale")


def _items(made: MadeItems, places: dict[Thing, Json]) -> list[Json]:
    """The items, each with what of its place its links do not say."""
    return [
        ours.extended(item, {**ours.extension_of(item), **places.get(thing, {})})
        for thing, item in made.item.items()
        if thing != FRAMEWORK
    ]


def _beside_items(foreign: Sequence[Foreign], names: Identity, changed: str) -> list[Json]:
    """Items of the file that are nothing of ours."""
    found = []
    for each in foreign:
        if each.thing is None and "item" in each.data:
            fields = classes.fitting("CFItem", each.data["item"])
            head = names.head("CFItems", minted(each.identifier), changed)
            found.append({**head, "fullStatement": "", **fields, "identifier": head["identifier"]})
    return found


def _beside_associations(foreign: Sequence[Foreign], made: MadeItems) -> list[Json]:
    """Associations of the file that begin at nothing of ours."""
    return [
        fields
        for each in foreign
        if each.thing is None
        for raw in each.data.get("associations", ())
        for fields in links.whole(made.names, raw, made.ends, made.changed)
    ]
