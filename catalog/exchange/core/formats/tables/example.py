"""A framework of one of everything, for the rows that show how a template is filled in."""

from catalog.core import snapshot as s
from catalog.exchange.core.imported import Foreign, Thing

_TIDY = s.Skill(
    slug="soil", area="garden", code="G1", name="Soil", definition="Knows what a soil lacks and gives it that.",
    position=1, group="", effort_percent=100, evidence_prompt="A bed that you improved.", explain_prompt="", why="",
    tips=("Begin with one bed.",), citations=("Handbook:12",), in_demand=True, retired=False,
    anchors=(s.Anchor(1, "I loosen a bed as somebody shows me.", "Test the soil of one bed yourself."),),
    prerequisites=(s.Prerequisite(1, "water", 1),),
    links=(s.Link("esco", "1.2", "http://data.europa.eu/esco/skill/…", "soil science", "closeMatch"),),
    reviews=(s.Review("Ada, head gardener", "practitioner", "2026-11-01", ""),),
)  # fmt: skip
_LEVEL = s.RoleLevel(
    slug="junior", rank=1, track="", name="Junior gardener", titles=("Assistant gardener",), duties=("Cares for the beds.",),
    credentials=(), citations=(), requirements=(s.Requirement("soil", 1, s.ESSENTIAL),),
)  # fmt: skip
_ROLE = s.Role(
    slug="gardener", name="Gardener", summary="Grows what a house needs.", description="", citations=(), levels=(_LEVEL,),
    notes=(s.RoleNote("outdoors", "about", 1, "Outdoors", "Most of the work is outdoors.", ("soil",), (), "", "2026"),),
    salaries=(s.SalaryRange("city", "Gardener", "A city", 28_000, None, 35_000, "EUR", 2026, "", ()),),
)  # fmt: skip
_BOOK = s.Resource(
    slug="soil-book", title="The Soil Book", url="https://example.org/soil", provider="A publisher", kind="book",
    language="en", cost=s.FREE, hours=6, hours_estimated=True, licence="", description="Read the second chapter.",
    checked_on="2026-11-01", verified=True, steps=(s.ResourceStep("soil", 1, 3, start_here=True),),
)  # fmt: skip

EXAMPLE = (
    s.Snapshot(
        schema=s.SCHEMA,
        framework=s.Framework("gardens", "", "Gardens", "What gardeners can do.", "Us", "en", "CC BY 4.0", "", "", ""),
        policy=s.Policy(1, 3, 2, 1, 85, 70, 20, 40),
        scale=(s.Step(0, "Not yet", "I have not done this.", 0), s.Step(1, "Foundation", "I do this with help.", 20)),
        practice=(s.PracticePerson(1, "Mia waters what she is told to water.", 1, "Somebody told her how."),),
        areas=(s.Area("garden", "Garden", "All that grows.", 1),),
        skills=(_TIDY,),
        roles=(_ROLE,),
        resources=(_BOOK,),
    ),
    (Foreign("case", "6f9c1a52-0d1e-4c3b-9a56-2f1f0e7d8c11", Thing("skill", ("soil",)), {"note": "kept as it came"}),),
)
