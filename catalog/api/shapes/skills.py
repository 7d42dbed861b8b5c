"""Skills, with all that belongs to them."""

from pydantic import Field

from catalog.api.shapes.common import (
    Citations,
    EditionRef,
    FrameworkKey,
    Key,
    Language,
    Name,
    Page,
    Paged,
    Relation,
    Shape,
    StepValue,
    Uri,
    Weight,
)


class SkillEntry(Shape):
    """A skill."""

    key: Key
    framework: FrameworkKey
    code: str = Field(description="Its number in the source; empty for none.", examples=["2.1"])
    name: Name
    definition: str = Field(description="The skill in a sentence.")
    area: Key
    area_name: Name
    also_in: list[str] = Field(
        description="The keys of further areas that it is a part of; it is asked once, in its own."
    )
    language: Language
    uri: Uri
    page: Page


class SkillPage(Paged):
    """Skills by framework, in the order of its catalogue; those that a search found by how near its words stand."""

    items: list[SkillEntry] = Field(description="The skills of this part.")


class StepOfSkill(Shape):
    """A step of another skill."""

    skill: Key
    name: Name
    step: StepValue
    step_name: Name
    uri: Uri


class SkillStep(Shape):
    """What a step of the scale looks like for this skill."""

    value: StepValue
    name: Name
    anchor: str = Field(description="The sentence that stands for it, in the first person; empty where it has none.")
    next_step: str = Field(description="How to go on from here; empty where nobody said.")
    needs: list[StepOfSkill] = Field(description="What to be able to do before.")


class UnlockedShape(Shape):
    """A step of another skill that needs this one."""

    at_step: StepValue
    opens: StepOfSkill


class AskedShape(Shape):
    """What a level of a role asks of this skill."""

    role: Key
    level: Key
    step: StepValue | None = Field(description="The step that it asks for; null where none is stated.")
    importance: Weight
    uri: Uri


class LinkShape(Shape):
    """The same or a similar thing in a public vocabulary, as an editor linked it."""

    scheme: str = Field(description="The vocabulary.", examples=["esco"])
    scheme_version: str = Field(description="Which version of it.", examples=["1.2.0"])
    uri: str = Field(description="The concept's own URI.")
    label: str = Field(description="What the concept is called there.")
    relation: Relation


class ServedStep(Shape):
    """A step of this skill that a resource helps to reach from the one below."""

    step: StepValue
    covers_hours: int = Field(
        description="How many hours of study it covers by its provider's own figure; else 0.", ge=0
    )
    start_here: bool = Field(description="Whether to begin the step with it.")


class ResourceShape(Shape):
    """Something to learn from, or a task to practise."""

    key: Key
    title: str = Field(description="What it is called.")
    url: str = Field(description="Where it is; empty for a task.")
    provider: str = Field(description="Who offers it.")
    kind: str = Field(description="What it is.", examples=["course", "book", "practice"])
    language: Language
    cost: str = Field(description="What it costs.", examples=["free", "partly", "paid"])
    hours: int = Field(description="For the whole of it.", ge=0)
    hours_estimated: bool = Field(description="Whether the hours are our guess.")
    licence: str = Field(description="What others may do with it; empty where nobody said.")
    description: str = Field(description="What to do with it.")
    checked_on: str = Field(description="The day when somebody looked at it last; empty for never.")
    verified: bool = Field(description="Whether its address answered.")
    steps: list[ServedStep] = Field(description="The steps that it serves.")


class SkillDetail(SkillEntry):
    """A skill with its steps, what it needs and opens, who asks for it, and what to learn it from."""

    group: str = Field(description="Skills with the same word here count as one: the best counts. Empty for none.")
    alternatives: list[str] = Field(description="The keys of the others of that group.")
    why: str = Field(description="Why it matters.")
    tips: list[str] = Field(description="What good work looks like.")
    citations: Citations
    in_demand: bool = Field(description="Whether its source says that many look for it.")
    retired: bool = Field(description="Whether it is asked no more.")
    effort_percent: int = Field(description="Of the scale's hours, how many a step of this skill takes.", ge=0)
    steps: list[SkillStep] = Field(description="From the lowest to the highest.")
    unlocks: list[UnlockedShape] = Field(description="What it opens elsewhere.")
    asked_by: list[AskedShape] = Field(description="Who asks for it.")
    links: list[LinkShape] = Field(description="The same thing in public vocabularies.")
    resources: list[ResourceShape] = Field(description="What to learn it from.")
    edition: EditionRef
