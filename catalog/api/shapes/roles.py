"""Roles, their levels, and what those ask."""

from pydantic import Field

from catalog.api.shapes.common import (
    Citations,
    EditionRef,
    FrameworkKey,
    Key,
    Language,
    Name,
    Page,
    Shape,
    StepValue,
    Uri,
    Weight,
)


class RoleEntry(Shape):
    """A role."""

    key: Key
    framework: FrameworkKey
    name: Name
    summary: str = Field(description="The role in a sentence.")
    language: Language
    levels: list[str] = Field(description="The names of its levels, from the lowest to the highest.")
    uri: Uri
    page: Page


class RoleList(Shape):
    """The roles of a framework that visitors see, by key."""

    items: list[RoleEntry] = Field(description="The roles.")
    edition: EditionRef


class RequirementShape(Shape):
    """What a level asks of a skill."""

    skill: Key
    name: Name
    step: StepValue | None = Field(description="The step that it asks for; null where none is stated.")
    step_name: str | None = Field(description="What that step is called; null where none is stated.")
    importance: Weight
    uri: Uri


class LevelShape(Shape):
    """A level of a role. Levels on different tracks may share a rank."""

    key: Key
    name: Name
    rank: int = Field(description="The place on the ladder, from the lowest.")
    track: str = Field(description="Which way up it is on; empty where there is one alone.")
    titles: list[str] = Field(description="What people at this level are called at work.")
    duties: list[str] = Field(description="What people at this level do.")
    credentials: list[str] = Field(description="What a source says that people here have to show.")
    citations: Citations
    requirements: list[RequirementShape] = Field(description="What it asks, in the order of the catalogue.")


class RoleNoteShape(Shape):
    """What a source says of the role that is no skill."""

    key: Key
    kind: str = Field(description="What it is about.", examples=["duty", "market", "transition"])
    title: str = Field(description="What it is called.")
    text: str = Field(description="What the source says.")
    skills: list[str] = Field(description="The keys of the skills that it names.")
    citations: Citations
    source: str = Field(description="Who says so.")
    as_of: str = Field(description="As of when it was true.", examples=["2026"])


class PayShape(Shape):
    """Pay a year as one source states it, in whole units of its currency. Null is a figure that it does not give."""

    title: str = Field(description="For which work.")
    employer: str = Field(description="Whose pay it is; empty for all.")
    low: int | None = Field(description="The lowest pay.")
    median: int | None = Field(description="The pay in the middle.")
    high: int | None = Field(description="The highest pay.")
    currency: str = Field(description="The currency (ISO 4217).", examples=["USD"])
    year: int | None = Field(description="Of which year.")
    note: str = Field(description="What else the source says of it.")
    citations: Citations


class RoleDetail(Shape):
    """A role with its levels, what each asks, and what its source tells of it."""

    key: Key
    framework: FrameworkKey
    name: Name
    summary: str = Field(description="The role in a sentence.")
    description: str = Field(description="The role in more words.")
    language: Language
    citations: Citations
    levels: list[LevelShape] = Field(description="From the lowest to the highest.")
    notes: list[RoleNoteShape] = Field(description="What sources say of it beside skills.")
    pay: list[PayShape] = Field(description="What sources say of pay.")
    edition: EditionRef
    uri: Uri
    page: Page
