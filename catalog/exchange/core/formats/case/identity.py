"""What each thing of a package is called there: a UUID of version 1 to 5 and an address."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import NAMESPACE_URL, UUID, uuid5

from catalog.core.snapshot import Snapshot
from catalog.exchange.core.formats.case import classes
from catalog.exchange.core.imported import Foreign, Thing

FORMAT = "case"
FRAMEWORK = Thing("framework")
# Areas of ours that are no item of the package: what stands right under the document, and what has no place in it.
TOP, UNPLACED = "top", "unplaced"
# Names of our own for what other systems call by something that is no UUID.
_OURS = uuid5(NAMESPACE_URL, "tag:skillgap,2026:case")

Json = dict[str, Any]


def minted(identifier: str) -> str:
    """The UUID under which something goes out that another system calls by this name: the name itself where it is one."""
    lower = identifier.strip().lower()
    return lower if classes.is_a(classes.UUID, lower) else str(uuid5(_OURS, identifier))


def key(identifier: object) -> str:
    """By what things of a package find one another, however an identifier is spelt; nothing for what is none."""
    return identifier.strip().lower() if isinstance(identifier, str) else ""


def place_of(each: Foreign) -> str:
    """TOP or UNPLACED where a record is of an area that no item stands for, else nothing."""
    said = each.data.get("area")
    return said if said in {TOP, UNPLACED} else ""


class Identity(NamedTuple):
    """Identifiers and addresses of all that goes into a package.

    `base` is the address that CASE's paths follow, such as "https://example.org/ims/case/v1p1/"; without one an address
    is the URN of the UUID. `foreign` has the record of each thing that another system has a name for.
    """

    namespace: UUID
    base: str
    foreign: Mapping[Thing, Foreign]

    def named(self, *parts: object) -> str:
        """The UUID of version 5 for what these parts name in the framework."""
        return str(uuid5(self.namespace, "/".join(str(part) for part in parts)))

    def of(self, thing: Thing) -> str:
        """The identifier of a thing: what other systems call it, else its own."""
        if thing in self.foreign:
            return minted(self.foreign[thing].identifier)
        return self.named(thing.kind, *thing.key)

    def data(self, thing: Thing) -> Mapping[str, Any]:
        """What other systems say of a thing."""
        return self.foreign[thing].data if thing in self.foreign else {}

    def address(self, path: str, identifier: str) -> str:
        """The address of something that is called so, such as of path "CFItems"."""
        return f"{self.base}{path}/{identifier}" if self.base else f"urn:uuid:{identifier}"

    def head(self, path: str, identifier: str, changed: str) -> Json:
        """What every object of CASE begins with."""
        return {"identifier": identifier, "uri": self.address(path, identifier), "lastChangeDateTime": changed}


def identity_of(snapshot: Snapshot, foreign: Sequence[Foreign], base: str) -> Identity:
    """How the things of a framework are called, with what other systems call them; of two records the first counts."""
    known: dict[Thing, Foreign] = {}
    for each in foreign:
        if each.format == FORMAT and each.thing is not None and not place_of(each):
            known.setdefault(each.thing, each)
    try:
        namespace = UUID(snapshot.framework.uuid)
    except ValueError:
        namespace = uuid5(_OURS, f"framework/{snapshot.framework.uuid}/{snapshot.framework.slug}")
    return Identity(namespace, base, known)


def link(title: str, target: Mapping[str, Any]) -> Json:
    """A link to an object of the package."""
    return {"title": line(title) or target["identifier"], "identifier": target["identifier"], "uri": target["uri"]}


def line(text: str) -> str:
    """A text as a name may stand in CASE: on one line, with single spaces."""
    return " ".join(text.split())
