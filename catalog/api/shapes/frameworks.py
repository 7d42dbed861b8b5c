"""Frameworks, editions, and where to begin."""

from datetime import datetime

from pydantic import Field

from catalog.api.shapes.common import (
    Digest,
    EditionRef,
    FrameworkKey,
    Key,
    Language,
    Name,
    Page,
    Paged,
    Shape,
    StepValue,
    Uri,
)
from catalog.core.snapshot import CountsIn


class Start(Shape):
    """Where everything else is found."""

    frameworks: str = Field(description="The list of frameworks.")
    skills: str = Field(description="The skills of all frameworks, to search.")
    editions: str = Field(description="All that was ever published.")
    document: str = Field(description="The OpenAPI document of this API.")
    page: str = Field(description="The same for people.")


class FrameworkEntry(Shape):
    """A framework: skills, a scale to say how well somebody can do them, and roles that ask for them."""

    key: FrameworkKey
    name: Name
    description: str = Field(description="What it is for.")
    publisher: str = Field(description="Who publishes it.")
    language: Language
    licence: str = Field(
        description="What others may do with the texts; empty where nobody said.", examples=["CC BY 4.0"]
    )
    attribution: str = Field(description="Whom to name when you use the texts.")
    source: str = Field(description="What the framework was made from.")
    areas: int = Field(description="How many areas it has.", ge=0)
    skills: int = Field(description="How many skills it has that are not retired.", ge=0)
    roles: int = Field(description="How many roles visitors see.", ge=0)
    edition: EditionRef
    uri: Uri
    page: Page


class FrameworkList(Shape):
    """All frameworks that visitors see, by key."""

    items: list[FrameworkEntry] = Field(description="The frameworks.")


class ScaleStepShape(Shape):
    """A step of the scale."""

    value: StepValue
    name: Name
    meaning: str = Field(description="What the step means for any skill.")
    hours: int = Field(description="The typical hours to come here from the step below; 0 for the lowest.", ge=0)
    months: int = Field(description="The same in months, where an area counts in months; else 0.", ge=0)


class AreaShape(Shape):
    """A group of skills."""

    key: Key
    name: Name
    description: str = Field(description="What belongs to it.")
    counts_in: CountsIn = Field(description="Whether its skills are planned by hours or by months.")
    skills: int = Field(description="How many skills it has that are not retired.", ge=0)


class FrameworkDetail(FrameworkEntry):
    """A framework with its scale and its areas."""

    scale: list[ScaleStepShape] = Field(description="The steps from the lowest to the highest.")
    area_list: list[AreaShape] = Field(description="The areas in their order.")
    role_list: str = Field(description="The whole address of its roles.")
    skill_list: str = Field(description="The whole address of its skills.")


class WithdrawalShape(Shape):
    """Nobody begins on the edition any more; what began on it goes on."""

    at: datetime = Field(description="Since when.")
    reason: str = Field(description="Why; empty where nobody said.")


class LaterNote(Shape):
    """What was said of an edition after it was published."""

    at: datetime = Field(description="When it was said.")
    label: str = Field(description="Another label, empty for none.")
    text: str = Field(description="What was said.")


class EditionEntry(Shape):
    """An edition: the whole framework as it was published once. What is said of it may change, its content never."""

    digest: Digest
    framework: FrameworkKey
    label: str = Field(description="What the edition is called now.", examples=["2026-11-23"])
    notes: str = Field(description="What changed, as its editors said when they published it.")
    later: list[LaterNote] = Field(description="What was said of it since, the oldest first.")
    published_at: datetime = Field(description="When it was published first.")
    is_current: bool = Field(description="Whether visitors see this one now.")
    withdrawn: WithdrawalShape | None = Field(description="Null for one that was not withdrawn.")
    content: str = Field(description="The whole address of its content, which never changes.")
    page: Page


class EditionPage(Paged):
    """Editions, the newest first."""

    items: list[EditionEntry] = Field(description="The editions of this part.")
