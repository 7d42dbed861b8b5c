"""The workshop: a small made framework in rows, published in every test database. Tests of the shell stand on it.

It has one of everything that a page shows, and nothing of the shape of the catalogue that we ship: three areas, six
skills that are asked, steps from 1 to 6, a key as long as keys may be, a framework that is read from right to left,
a group of which any one counts, and a skill of which the highest level asks less than the one below.
"""

from datetime import date
from uuid import UUID

from catalog.models import Framework, Role, Skill
from tests.factories import (
    AnchorFactory,
    AreaFactory,
    ExternalLinkFactory,
    FrameworkFactory,
    PracticePersonFactory,
    PrerequisiteFactory,
    RequirementFactory,
    ResourceFactory,
    ReviewFactory,
    RoleFactory,
    RoleLevelFactory,
    RoleNoteFactory,
    SalaryRangeFactory,
    ScaleStepFactory,
    SkillFactory,
    SkillPlaceFactory,
    serve,
)

FRAMEWORK, ROLE = "workshop", "maker"
PLACE = f"{FRAMEWORK}/{ROLE}"
LEVELS = ("junior", "senior", "lead")
LOWEST, HIGHEST = 1, 6
STEPS = ("New", "Learner", "Steady", "Skilled", "Expert", "Master")

LONG = "tools-" + "x" * 58
# The skills of each area in the order in which they are asked, must-haves first.
AREAS = {"craft": ("cut", "glue", "weld"), LONG: ("measure",), "people": ("ask", "teach")}
SKILLS = tuple(skill for skills in AREAS.values() for skill in skills)
MUST_HAVES = ("cut", "glue", "weld", "ask")
GROUP = ("glue", "weld")
RETIRED = "forge"

# What the levels ask, from the lowest on.
ASKED = {
    "cut": ("2 essential", "4 essential", "3 important"),
    "glue": ("2 important", "3 essential", "5 essential"),
    "weld": ("2 important", "3 essential", "5 essential"),
    "measure": ("", "3 important", "3 important"),
    "ask": ("2 essential", "3 essential", "5 essential"),
    "teach": ("2 helpful", "3 important", "4 important"),
}
# Six things to do a skill to, one for each step.
WORDS = {
    "cut": "paper, card, cloth, leather, wood, steel",
    "glue": "a photo, a box, a chair, a shelf, a boat, a wing",
    "weld": "wire, nails, pipes, gates, tanks, bridges",
    "measure": "length, width, weight, angles, heat, strain",
    "ask": "friends, neighbours, customers, the team, the board, a minister",
    "teach": "a child, a pupil, an apprentice, a class, trainers, a school",
    RETIRED: "spoons, knives, keys, hinges, axes, anvils",
}

# Whole sets of answers; for each level those of somebody who meets it and no higher one, and of somebody who is close
# to it and meets none but the junior level at most.
NOTHING_YET = dict.fromkeys(SKILLS, LOWEST)
EVERYTHING = dict.fromkeys(SKILLS, HIGHEST)
MET = {
    "junior": NOTHING_YET | {"cut": 2, "glue": 2, "ask": 2, "teach": 2},
    "senior": NOTHING_YET | {"cut": 4, "glue": 3, "measure": 3, "ask": 3, "teach": 3},
    "lead": NOTHING_YET | {"cut": 3, "glue": 5, "measure": 3, "ask": 5, "teach": 4},
}
CLOSE = {
    "junior": MET["junior"] | {"glue": 1},
    "senior": MET["senior"] | {"cut": 3},
    "lead": MET["lead"] | {"measure": 1, "teach": 1},
}


def build(slug: str = FRAMEWORK, uuid: str = "5b6f3b0a-98ab-4c1e-8f52-2d6f4f0c7e11") -> Framework:
    """Make the rows: some 120, none of them published yet. A twin, of another slug, has all else in common with it."""
    framework = FrameworkFactory.create(
        slug=slug,
        uuid=UUID(uuid),
        name="الورشة",
        description="What people in a workshop can do.",
        publisher="The guild",
        language="ar",
        licence="CC BY 4.0",
        attribution="The guild of makers",
        source="What the guild wrote",
        practice_skill="Boiling an egg",
    )
    for value, name in enumerate(STEPS, LOWEST):
        ScaleStepFactory.create(
            framework=framework, value=value, name=name, meaning=f"What {name} means.", hours=10 * (value - LOWEST)
        )
    PracticePersonFactory.create(framework=framework, position=1, description="Mia boils them hard.", step=2)
    PracticePersonFactory.create(framework=framework, position=2, description="Noor runs a kitchen.", step=5)
    skills = _skills(framework)
    role = _role(framework, skills)
    ReviewFactory.create(skill=skills["cut"], by="Noor", role="joiner")
    ReviewFactory.create(skill=None, level=role.levels.get(slug="senior"), seen="0" * 16)
    _what_is_told(role, skills)
    _resources(framework, skills)
    return framework


def _skills(framework: Framework) -> dict[str, Skill]:
    names = {"craft": "Craft", LONG: "Tools", "people": "الناس"}
    areas = {
        slug: AreaFactory.create(
            framework=framework, slug=slug, name=name, description=f"About {slug[:6]}.", position=position
        )
        for position, (slug, name) in enumerate(names.items())
    }
    area_of = {skill: area for area, skills in AREAS.items() for skill in skills} | {RETIRED: "craft"}
    # In the catalogue teaching stands before asking: only the order of questions puts must-haves first.
    skills = {
        slug: SkillFactory.create(
            area=areas[area_of[slug]],
            slug=slug,
            code=f"W.{position}",
            name=f"To {slug}",
            definition=f"To {slug} so that it holds.",
            position=position,
            any_one_of="joint" if slug in GROUP else "",
            effort_percent=150 if slug == "weld" else 100,
            evidence_prompt=f"What did you {slug} last?",
            explain_prompt=f"How do you {slug}?",
            why=f"Who can {slug} is asked again.",
            tips=f"Look before you {slug}.\nThen {slug} slowly.",
            citations=f"Guild book:{position}",
            in_demand=slug == "measure",
            retired_on=date(2026, 1, 31) if slug == RETIRED else None,
        )
        for position, slug in enumerate(("cut", "glue", "weld", "measure", "teach", "ask", RETIRED), 1)
    }
    for slug, words in WORDS.items():
        for step, word in enumerate(words.split(", "), LOWEST):
            AnchorFactory.create(
                skill=skills[slug], step=step, text=f"I {slug} {word}.", next_step=f"Watch who can {slug}."
            )
    SkillPlaceFactory.create(skill=skills["ask"], area=areas["craft"])
    PrerequisiteFactory.create(skill=skills["cut"], step=4, needs=skills["measure"], needs_step=2)
    PrerequisiteFactory.create(skill=skills["teach"], step=3, needs=skills["ask"], needs_step=3)
    ExternalLinkFactory.create(skill=skills["cut"], label="cut materials")
    return skills


def _role(framework: Framework, skills: dict[str, Skill]) -> Role:
    role = RoleFactory.create(
        framework=framework,
        slug=ROLE,
        name="Maker",
        summary="Makes what is asked for.",
        description="A maker works alone or with others.",
        citations="Guild book:1",
    )
    for position, slug in enumerate(LEVELS):
        level = RoleLevelFactory.create(
            role=role,
            slug=slug,
            rank=1 + position,
            name=slug.title(),
            titles=f"{slug.title()} maker",
            duties=f"Does what a {slug} does",
            credentials=f"The {slug}'s certificate",
            citations="Guild book:2",
        )
        for skill, cells in ASKED.items():
            if cells[position]:
                step, importance = cells[position].split()
                RequirementFactory.create(level=level, skill=skills[skill], step=int(step), importance=importance)
    return role


# What other roles of the workshop ask: most of it the maker is asked too, and of the retired skill, which is mended
# first, nobody else.
MORE_ROLES = {
    "teacher": ("guide", "head", {"ask": (3, 5), "teach": (4, 6), "measure": (2, 3)}),
    "smith": ("hand", "master", {"cut": (2, 4), "weld": (3, 6), "measure": (1, 2), RETIRED: (2, 5)}),
}


def more_roles(framework: Framework) -> None:
    """Two more roles of two levels each, not published yet; all that they ask is a must-have."""
    skills = {skill.slug: skill for skill in Skill.objects.filter(framework=framework)}
    Skill.objects.filter(pk=skills[RETIRED].pk).update(retired_on=None)
    task = ResourceFactory.create(
        framework=framework, slug="task-forge", title="A week to forge", url="", kind="practice", description="Forge."
    )
    serve(task, skills[RETIRED], LOWEST, HIGHEST)
    for slug, (*levels, asked) in MORE_ROLES.items():
        role = RoleFactory.create(framework=framework, slug=slug, name=slug.title(), summary=f"A {slug} at work.")
        for position, level in enumerate(levels):
            row = RoleLevelFactory.create(role=role, slug=level, rank=1 + position, name=level.title())
            for skill, steps in asked.items():
                RequirementFactory.create(level=row, skill=skills[skill], step=steps[position], importance="essential")


def _what_is_told(role: Role, skills: dict[str, Skill]) -> None:
    """What sources say of the role: a note of each kind, and pay."""
    named = {"duty": ("cut", "weld"), "transition": ("ask", "teach"), "adjacent": ("measure",)}
    for kind in ("about", "duty", "background", "employer", "market", "transition", "adjacent", "learning"):
        note = RoleNoteFactory.create(
            role=role,
            slug=f"maker-{kind}",
            kind=kind,
            title=f"A note on {kind}",
            text=f"The brief says this of {kind}.",
            citations="Guild book:3",
            source="What the guild wrote",
            as_of="2026",
        )
        note.skills.set([skills[slug] for slug in named.get(kind, ())])
    SalaryRangeFactory.create(role=role, slug="maker-pay", title="Maker", year=2026, citations="Guild book:4")
    SalaryRangeFactory.create(
        role=role, slug="maker-pay-acme", title="Maker", employer="Acme", low=None, high=None, median=90_000, year=2026
    )


def _resources(framework: Framework, skills: dict[str, Skill]) -> None:
    """A task for each skill over the whole scale, and three things to read, one for each cost."""
    for slug in SKILLS:
        task = ResourceFactory.create(
            framework=framework,
            slug=f"task-{slug}",
            title=f"A week to {slug}",
            url="",
            kind="practice",
            language="ar",
            hours=60,
            description=f"Every day, {slug} something new.",
        )
        serve(task, skills[slug], LOWEST, HIGHEST)
    for slug, kind, cost, steps in (
        ("first-cuts", "course", "partly", {"cut": (1, 3), "glue": (1, 2)}),
        ("good-questions", "book", "paid", {"ask": (2, 4)}),
        ("sharp-tools", "tutorial", "free", {"cut": (3, 4)}),
    ):
        resource = ResourceFactory.create(
            framework=framework,
            slug=slug,
            title=slug.replace("-", " ").capitalize(),
            url=f"https://example.org/{slug}",
            provider="Example",
            kind=kind,
            cost=cost,
            hours=12,
            licence="CC BY 4.0",
            description=f"Read {slug} and do what it says.",
            checked_on=date(2026, 11, 1),
            verified=True,
        )
        for skill, (start, goal) in steps.items():
            serve(resource, skills[skill], start, goal)
