"""What the fields of a model say of people. Each model declares it beside its fields, in a table named `privacy`.

From these tables come the page on privacy, a copy for a person, and what an erasure must reach
(docs/adr/0026-fields-say-what-they-hold-of-people.md). The vocabulary is here, the words for it in assessment/privacy.
"""

from enum import StrEnum, auto
from functools import partial
from typing import NamedTuple


class About(StrEnum):
    """Of whom a field tells, and how."""

    NOBODY = auto()
    IDENTIFIES = auto()  # names a person, or is an address of theirs
    CONTENT = auto()  # what a person said or chose
    TECHNICAL = auto()  # what we keep so that the rest works: keys, times, links between rows
    STAFF = auto()  # who worked on the catalogue, and what editors brought


class Purpose(StrEnum):
    REPORT = auto()
    NAME = auto()
    PLAN = auto()
    DATES = auto()
    OPEN = auto()
    CHECK = auto()
    SHARE = auto()
    ACCOUNT = auto()
    SECOND_FACTOR = auto()
    REMIND = auto()
    FLOOD = auto()
    TWICE = auto()
    REMARKS = auto()
    RECORD = auto()
    BRING = auto()
    RIGHTS = auto()
    WORK = auto()
    ERASE = auto()


class Keep(StrEnum):
    """How long; the days are in the settings."""

    ATTEMPT = auto()
    LINK = auto()
    SHARED = auto()
    ACCOUNT = auto()
    SESSION = auto()
    TURNED_ON = auto()
    REMINDER = auto()
    WINDOW = auto()
    PRESS = auto()
    REMARK = auto()
    IMPORT = auto()
    CATALOGUE = auto()
    LEDGER = auto()


class Seen(StrEnum):
    """By whom on pages, besides whoever runs the server and can read its database."""

    NONE = auto()
    OWNER = auto()
    ADMINS = auto()  # the owner, and staff with rights over people
    EDITORS = auto()
    ALL = auto()


class Export(StrEnum):
    GIVEN = auto()
    WITHHELD = auto()  # that it is there is said; it would help whoever finds the file to break in
    UNKNOWN = auto()  # nobody can tell whose it is
    OTHERS = auto()  # it stands in what others may read, or in a record of work


class Erase(StrEnum):
    ROW = auto()  # its row is deleted
    BLANKED = auto()  # the row stays, without this
    BY_ITSELF = auto()  # nobody can tell whose it is, so it goes when its time is over
    STAYS = auto()  # the record of the catalogue stays whole


class Classification(NamedTuple):
    """What a field is. All but `about` say nothing where it is about nobody."""

    about: About
    purpose: Purpose = Purpose.RECORD
    keep: Keep = Keep.CATALOGUE
    seen: Seen = Seen.NONE
    export: Export = Export.OTHERS
    erase: Erase = Erase.STAYS


NOBODYS = Classification(About.NOBODY)
Privacy = dict[str, Classification]


def nobodys(*names: str) -> Privacy:
    """Fields that say nothing of people. Here and below, a string may hold several names, with blanks between them."""
    return _each(names, NOBODYS)


def _a_persons(
    about: About,
    /,
    *names: str,
    purpose: Purpose,
    keep: Keep,
    seen: Seen = Seen.OWNER,
    export: Export = Export.GIVEN,
    erase: Erase = Erase.ROW,
) -> Privacy:
    return _each(names, Classification(about, purpose, keep, seen, export, erase))


# Fields that name a person, whose account or attempt they lead to; with what a person said; so that the rest works.
identifies = partial(_a_persons, About.IDENTIFIES)
content = partial(_a_persons, About.CONTENT)
technical = partial(_a_persons, About.TECHNICAL)


def nameless(*names: str, about: About, purpose: Purpose, keep: Keep, seen: Seen = Seen.NONE) -> Privacy:
    """Fields of people of whom nobody can tell who they are: neither to be exported nor erased, but by time."""
    return _each(names, Classification(about, purpose, keep, seen, Export.UNKNOWN, Erase.BY_ITSELF))


def staffs(
    *names: str, purpose: Purpose = Purpose.RECORD, keep: Keep = Keep.CATALOGUE, seen: Seen = Seen.EDITORS
) -> Privacy:
    """Fields that name those who work on the catalogue, which is a record that stays whole."""
    erase = Erase.STAYS if keep == Keep.CATALOGUE else Erase.BY_ITSELF
    return _each(names, Classification(About.STAFF, purpose, keep, seen, erase=erase))


def _each(names: tuple[str, ...], classification: Classification) -> Privacy:
    return dict.fromkeys(" ".join(names).split(), classification)


def classified(*parts: Privacy) -> Privacy:
    """The table of a model. Raises ValueError for a field that is in it twice."""
    names = [name for part in parts for name in part]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"classified twice: {', '.join(twice)}")
    return {name: each for part in parts for name, each in part.items()}
