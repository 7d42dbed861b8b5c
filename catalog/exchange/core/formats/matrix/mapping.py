"""The mapping of a spreadsheet: where its tables are and what their columns mean, as a value and as a file to correct."""

import json
import re
from typing import Annotated, Any, Literal, get_args

import yaml
from pydantic import Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from catalog.core.files import FileUnfit
from catalog.core.snapshot import STRICT, Importance
from catalog.exchange.core.safe_yaml import values_of

Means = Literal[
    "area", "group", "skill", "code", "definition", "anchor", "level", "role", "role-level", "step", "statement",
    "importance", "evidence", "note", "people", "nothing",
]  # fmt: skip
MEANINGS: tuple[Means, ...] = get_args(Means)
Holds = Literal["text", "step", "mark"]
HOLDS: tuple[Holds, ...] = get_args(Holds)
HIGHEST_STEP = 9
StepNumber = Annotated[int, Field(ge=0, le=HIGHEST_STEP)]
RowNumber = Annotated[int, Field(ge=0)]


@dataclass(frozen=True, config=STRICT)
class Column:
    """A column and what it means.

    `at` is its letters, or the text of its heading. An "anchor" column holds the sentences of `step`. A "level" column is
    the level `name` of `role`, of `rank` (from 1, the lowest) and `track`; its cells hold sentences ("text": the anchor at
    the level's own rank, which is also required), the number or the name of the required step ("step"), or marks ("mark":
    required, the step not stated). "people" and "nothing" are not read.
    """

    at: str
    means: Means
    step: StepNumber | None = None
    role: str = ""
    name: str = ""
    rank: Annotated[int, Field(ge=0, le=99)] = 0
    track: str = ""
    holds: Holds = "text"
    importance: Importance = "essential"


@dataclass(frozen=True, config=STRICT)
class Table:
    """A table of a sheet. Rows count from 1 as spreadsheets show them.

    `header` is the row of headings, 0 where there is none; the rows to read are `first` to `last`, 0 for all that follow.
    `turned` tables have a skill in each column: columns are then numbered rows and the rest is said of columns. `fill`
    takes blank cells of areas and groups from above. `sections` takes a row with nothing but a name as the area of what
    follows. `area` is the area of all rows where no column says it. A table that does not `list` skills only names those
    of others.
    """

    sheet: str
    header: RowNumber
    first: Annotated[int, Field(ge=1)]
    columns: tuple[Column, ...]
    last: RowNumber = 0
    turned: bool = False
    fill: bool = True
    sections: bool = False
    area: str = ""
    lists: bool = True


@dataclass(frozen=True, config=STRICT)
class ScaleStep:
    """A step of the scale: its number, its name, and what it means."""

    value: StepNumber
    name: str
    meaning: str = ""


@dataclass(frozen=True, config=STRICT)
class Mapping:
    """How a spreadsheet is read: the framework's name, the steps of its scale, and its tables."""

    framework: str
    tables: tuple[Table, ...]
    scale: tuple[ScaleStep, ...] = ()


_MAPPING: TypeAdapter[Mapping] = TypeAdapter(Mapping)
_LETTERS = re.compile(r"[A-Z]{1,3}")


def mapping_of(text: str | bytes) -> Mapping:
    """The mapping that a YAML or JSON file holds. Raises FileUnfit with where and what is wrong."""
    return mapping_from(values_of(text))


def mapping_from(values: Any) -> Mapping:
    """The mapping that plain values are, such as `plain` gives. Raises FileUnfit with where and what is wrong."""
    try:
        return _MAPPING.validate_json(json.dumps(values))
    except ValidationError as problem:
        first = problem.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise FileUnfit("matrix-mapping", first["msg"], place=place or "-") from problem
    except (ValueError, TypeError, RecursionError) as problem:
        raise FileUnfit("matrix-mapping", str(problem), place="-") from problem


def plain(mapping: Mapping) -> dict[str, Any]:
    """The mapping as plain values for JSON, without what is as it is by itself."""
    values: dict[str, Any] = _MAPPING.dump_python(mapping, mode="json", exclude_defaults=True)
    return values


def as_yaml(mapping: Mapping) -> str:
    """The mapping as a file that a person can correct and give back."""
    text: str = yaml.safe_dump(plain(mapping), sort_keys=False, allow_unicode=True, width=120)
    return text


def is_letters(at: str) -> bool:
    """Whether a column is named by its letters."""
    return _LETTERS.fullmatch(at) is not None


def has_sentences(column: Column) -> bool:
    """Whether the cells of a column are sentences that stand for a step."""
    return column.means == "anchor" or (column.means == "level" and column.holds == "text")
