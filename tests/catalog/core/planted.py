"""The sound catalogue with one fault planted in each copy, and what must be found there."""

from dataclasses import replace
from typing import Any

from catalog.core import snapshot as s
from catalog.core.findings import Finding, Kind
from catalog.core.findings import found as find
from tests.catalog.core import mini
from tests.catalog.core.sound import (
    resource,
    skill,
    sound,
    with_anchor,
    with_level,
    with_resource,
    with_role,
    with_skill,
    without_resource,
)

OTHER = "https://example.org/other"
HARD = (
    "I operationalise multidisciplinary organisational transformation methodologies internationally, unconditionally."
)
ENDS = {"lowest": 0, "highest": 4}
FAULTS: dict[str, tuple[s.Snapshot, Finding]] = {}
# What was published before, for the faults that lie in the difference.
BEFORE: dict[str, s.Snapshot] = {}


def plant(name: str, value: s.Snapshot, rule: str, kind: Kind, slug: str, **facts: Any) -> None:
    assert name not in FAULTS
    FAULTS[name] = value, find(rule, kind, slug, **facts)


def beside(role: s.Role) -> s.Snapshot:
    """The sound catalogue with another role."""
    return replace(sound(), roles=(*sound().roles, replace(role, slug="beside")))


def note(**parts: Any) -> s.RoleNote:
    return replace(s.RoleNote("duty", "duty", 1, "Duty", "To plan.", (), (), "", ""), **parts)


def anchors(*texts: str) -> tuple[s.Anchor, ...]:
    return tuple(s.Anchor(step, text, "") for step, text in enumerate(texts))


def ants(count: int) -> str:
    return " ".join(["ant"] * count)


def with_steps(*values: int) -> s.Snapshot:
    return replace(sound(), scale=tuple(step for step in mini.scale() if step.value in values))


GARDEN, CAT, DOG = (sound().skill[slug] for slug in ("garden", "cat", "dog"))
OWL = replace(
    skill("dog"),
    slug="owl",
    name="Owl",
    group="",
    anchors=anchors("It hoots.", "It flies.", "It blinks.", "It hunts.", "It nests."),
)

plant("no scale", with_steps(), "scale-broken", "framework", "framework", steps="")
plant("a scale of one step", with_steps(0), "scale-broken", "framework", "framework", steps="0")
plant("a gap in the scale", with_steps(0, 1, 3, 4), "scale-broken", "framework", "framework", steps="0, 1, 3, 4")

ahead = (s.PracticePerson(1, "Mia.", 5, "Far ahead."),)
plant("a person ahead", replace(sound(), practice=ahead), "step-off-scale", "framework", "framework", step=5, **ENDS)
flying = with_skill("garden", anchors=(*GARDEN.anchors, s.Anchor(6, "I fly over the clouds.", "")))
plant("an anchor off the scale", flying, "step-off-scale", "skill", "garden", step=6, **ENDS)
late = with_skill("garden", prerequisites=(s.Prerequisite(7, "cook", 1),))
plant("a prerequisite off the scale", late, "step-off-scale", "skill", "garden", step=7, **ENDS)
much = with_level("experts", garden=(5, "essential"))
plant("a requirement off the scale", much, "step-off-scale", "level", "role/experts", step=5, **ENDS)
far = with_resource(resource("far", url="", kind="practice", skill="cat", from_step=3, to_step=5))
plant("a resource off the scale", far, "step-off-scale", "resource", "far", step=5, **ENDS)

lost = with_skill("garden", prerequisites=(s.Prerequisite(1, "none", 1),))
plant("a prerequisite nowhere", lost, "skill-unknown", "skill", "garden", skill="none")
empty = with_level("experts", none=(1, "helpful"))
plant("a requirement for nothing", empty, "skill-unknown", "level", "role/experts", skill="none")
vague = with_role(notes=(note(skills=("cat", "none")),))
plant("a note on nothing", vague, "skill-unknown", "note", "role/duty", skill="none")
both = resource("both", url=OTHER, skill="", steps=(s.ResourceStep("cat", 1, 0, True), s.ResourceStep("none", 1)))
plant("a resource for nothing", with_resource(both), "skill-unknown", "resource", "both", skill="none")

plant(
    "no anchor", with_skill("dog", anchors=DOG.anchors[:3] + DOG.anchors[4:]), "anchor-missing", "skill", "dog", step=3
)
plant("an anchor without a word", with_anchor("dog", 0, " – "), "anchor-missing", "skill", "dog", step=0)
plant("no anchors", with_skill("dog", anchors=()), "skill-without-anchor", "skill", "dog")
plant("no resources", replace(sound(), resources=()), "framework-without-resource", "framework", "framework")
copied = {"step": 4, "other": "Garden", "other_step": 0}
plant("an anchor twice", with_anchor("dog", 4, "i  work with SEED"), "anchor-copied", "skill", "dog", **copied)
borrowed = replace(with_anchor("dog", 4, "I lead!"), scale=(*mini.scale(0, 3), s.Step(4, "Expert", "I lead.", 400)))
plant("an anchor of the scale", borrowed, "anchor-copied", "skill", "dog", step=4, other="Expert", other_step=4)

fallen = {"skill": "Garden", "step": 2, "below": "High", "before": 3}
lower = with_level("leaders", garden=(2, "essential"))
plant("a step down on a track", lower, "requirement-falls", "level", "role/leaders", **fallen)
dropped = {"skill": "Dog", "below": "High", "before": 1}
plant("a group let go", with_level("leaders", "cat", "dog"), "requirement-dropped", "level", "role/leaders", **dropped)
dropped = {"skill": "Cook", "below": "High", "before": 2}
plant("a skill let go", with_level("leaders", "cook"), "requirement-dropped", "level", "role/leaders", **dropped)
low, high, experts, _leaders = with_level("high", dog=(4, "helpful")).roles[0].levels
fewer = replace(experts, requirements=tuple(need for need in experts.requirements if need.skill != "cat"))
fallen = {"skill": "Dog", "step": 1, "below": "High", "before": 4}
plant("a step down in a group", with_role(levels=(low, high, fewer)), "requirement-falls", "level", "role/experts",
      **fallen)  # fmt: skip
smoking = with_level("experts", smoke=(1, "helpful"))
plant("a retired requirement", smoking, "requirement-retired", "level", "role/experts", skill="SMOKE")

needy = {"cat": s.Prerequisite(4, "dog", 4), "dog": s.Prerequisite(4, "cat", 4)}
circle = tuple(
    replace(each, prerequisites=(needy[each.slug],)) if each.slug in needy else each for each in sound().skills
)
path = {"path": "Cat 4 ← Dog 4 ← Cat 4"}
plant("a circle", replace(sound(), skills=circle), "prerequisite-cycle", "skill", "cat", **path)
needing = with_skill("cook", prerequisites=(s.Prerequisite(2, "garden", 4),))
needs = {"skill": "Cook", "needs": "Garden", "step": 2, "needs_step": 4}
plant("more needed than asked", needing, "prerequisite-not-required", "level", "role/high", **needs)
needing = with_skill("cook", prerequisites=(s.Prerequisite(2, "dog", 1),))
plant("one of a group needed", needing, "prerequisite-in-group", "skill", "cook", step=2, needs="Dog")

most = without_resource("task-garden", resource("most", url=OTHER, skill="garden", to_step=3))
plant("a last step without a way", most, "step-without-resource", "skill", "garden", below=3, step=4)
ftp = with_resource(resource("file", url="ftp://example.org/f", skill="cat"))
plant("not on the web", ftp, "address-not-web", "resource", "file", address="ftp://example.org/f")
bare = with_resource(resource("bare", url="", skill="cat"))
plant("a course nowhere", bare, "address-not-web", "resource", "bare", address="")
odd = with_resource(resource("odd", url="http://[1", skill="cat"))
plant("no address at all", odd, "address-not-web", "resource", "odd", address="http://[1")
again = with_resource(resource("again", url="http://EXAMPLE.org/course/", skill="garden", to_step=2))
twice = {"skill": "Garden", "step": 2, "other": "course"}
plant("an address twice", again, "address-twice", "resource", "again", **twice)

dear = resource("dear", url=OTHER, skill="cat", hours_estimated=False, steps=(s.ResourceStep("cat", 1, 9, True),))
covered = {"skill": "Cat", "covered": 9}
plant("more covered than there is", with_resource(dear), "covers-too-much", "resource", "dear", hours=8, **covered)
monthly = replace(sound(), areas=(replace(mini.area(), counts_in=s.MONTHS),))
plant("an area in months without months", monthly, "months-missing", "area", "area")
plant("a role without a level", beside(replace(mini.role(), name="Beside")), "role-without-level", "role", "beside")
blank = replace(mini.role(mini.level("idle", 1, {})), name="Beside")
plant("a level without a requirement", beside(blank), "level-without-requirement", "level", "beside/idle")
title = with_role(notes=(note(title=" – "),))
plant("a note without a title", title, "text-missing", "note", "role/duty", field="name")
silent = (s.PracticePerson(1, "Mia waters a rose.", 1, "\n"),)
plant("a person without a reason", replace(sound(), practice=silent), "text-missing", "framework", "framework",
      field="reason 1")  # fmt: skip
smokes = replace(sound(), skills=(*sound().skills, mini.skill("smoke", retired=True)))
plant("two skills of one key", smokes, "key-twice", "skill", "smoke")
rule = replace(sound(), policy=replace(mini.POLICY, met_percent=90))
plant("a rule changed under its version", rule, "policy-version", "framework", "framework", version=1, before=1)
BEFORE["a rule changed under its version"] = sound()
plant("a key that is gone", sound(), "key-gone", "area", "lost", called="Lost")
BEFORE["a key that is gone"] = replace(sound(), areas=(*sound().areas, mini.area("lost", 2)))
other_role = mini.role(mini.level("one", 1, {"garden": (1, "essential")}))
plant("two roles of one name", beside(other_role), "name-twice", "role", "beside", other="role")
plant("two skills of one name", with_skill("dog", name="CAT!"), "name-twice", "skill", "dog", other="cat")
ladder = sound().roles[0].levels
called = with_role(levels=(*ladder[:3], replace(ladder[3], name=ladder[2].name)))
plant("two levels of one name", called, "name-twice", "level", "role/leaders", other="role/experts")
same = with_resource(resource("same", url=OTHER, title="Course", skill="cook", to_step=1))
plant("two resources of one name", same, "name-twice", "resource", "same", other="course")
gap = with_role(levels=(*ladder[:2], *(replace(level, rank=4) for level in ladder[2:])))
left = {"rank": 4, "below": "High", "before": 2}
plant("a rank left out", gap, "rank-left-out", "level", "role/experts", **left)
plant("a group of one", with_skill("garden", group="alone"), "group-of-one", "skill", "garden", group="alone")
void = with_resource(resource("void", url="", kind="practice", skill="cat", description=" "))
plant("a task without a word", void, "task-empty", "resource", "void")

easy = with_level("low", garden=(1, "helpful"), cook=(1, "helpful"))
plant("no must-have", easy, "level-without-must-have", "level", "role/low")
ground = with_resource(resource("ground", url=OTHER, skill="", steps=(s.ResourceStep("cat", 0),)))
plant("a resource for the lowest step", ground, "serves-lowest", "resource", "ground", skill="Cat", step=0)
guess = with_resource(resource("guess", url=OTHER, skill="", steps=(s.ResourceStep("cat", 1, 8, True),)))
plant("hours covered by estimate", guess, "covers-estimate", "resource", "guess", skill="Cat", covered=8)
way = resource("task-dog", url=OTHER, skill="dog")
unled = tuple(replace(row, start_here=row.step != 3) for row in way.steps)
lost = without_resource("task-dog", replace(way, steps=unled))
plant("a step without a start", lost, "step-without-start", "skill", "dog", step=3)
never = with_resource(resource("never", url=OTHER, skill="cat", checked_on=""))
plant("never looked at", never, "resource-unseen", "resource", "never")
some_day = with_resource(resource("some-day", url=OTHER, skill="cat", checked_on="last spring"))
plant("looked at some day", some_day, "resource-unseen", "resource", "some-day")
old = with_resource(resource("old", url=OTHER, skill="cat", checked_on="2025-11-22"))
plant("looked at long ago", old, "resource-stale", "resource", "old", seen="2025-11-22")
idle = with_resource(resource("idle", url=OTHER, skill="", steps=()))
plant("a resource for no skill", idle, "resource-unused", "resource", "idle")
plant(
    "a skill that nobody asks for", replace(sound(), skills=(*sound().skills, OWL)), "skill-unrequired", "skill", "owl"
)
nowhere = with_skill("cat", also_in=("moon",))
plant("a skill that is also part of nothing", nowhere, "area-unknown", "skill", "cat", area="moon")
again = with_skill("cat", also_in=(CAT.area,))
plant("its own area again", again, "area-again", "skill", "cat", area=sound().area[CAT.area].name)
plant("a skill without a source", with_skill("cat", citations=()), "skill-uncited", "skill", "cat")
# All words of the cat but its basket and its name, and three of its own.
kitten = with_skill("dog", anchors=anchors("I purr with work.", "Whisker.", "Mouse.", "Tail.", "Bone."))
plant("a skill much like another", kitten, "skills-alike", "skill", "dog", other="Cat", percent=63)
deserted = replace(sound(), areas=(mini.area(), mini.area("desert", 2)))
plant("an area without skills", deserted, "area-empty", "area", "desert")

long_name = {"field": "name", "words": 11, "most": 10}
plant("a long name", with_skill("cat", name=ants(11)), "text-long", "skill", "cat", **long_name)
named = replace(sound(), areas=(replace(mini.area(), name=ants(11)),))
plant("a long name of an area", named, "text-long", "area", "area", **long_name)
named = with_role(levels=(*sound().roles[0].levels[:3], replace(sound().roles[0].levels[3], name=ants(11))))
plant("a long name of a level", named, "text-long", "level", "role/leaders", **long_name)
long_definition = {"field": "definition", "words": 26, "most": 25}
plant("a long definition", with_skill("cat", definition=ants(26)), "text-long", "skill", "cat", **long_definition)
long_anchor = {"field": "anchor 2", "words": 41, "most": 40}
plant(
    "a long anchor", with_anchor("cat", 2, "I see an ant. " * 10 + "Ants."), "text-long", "skill", "cat", **long_anchor
)
long_note = with_role(notes=(note(text="Ants are. " * 76),))
plant("a long note", long_note, "text-long", "note", "role/duty", field="note", words=152, most=150)

hard = {"grade": 46, "hardest": 14}
plant("a hard anchor", with_anchor("cat", 2, HARD), "text-hard", "skill", "cat", field="anchor 2", **hard)
plant("a hard reason", with_skill("cat", why=HARD), "text-hard", "skill", "cat", field="why", **hard)
plant("a hard note", with_role(notes=(note(text=HARD),)), "text-hard", "note", "role/duty", field="note", **hard)
deed = with_resource(resource("deed", url="", kind="practice", skill="cat", description=HARD))
plant("a hard task", deed, "text-hard", "resource", "deed", field="task", **hard)
