"""What stands around the items of a package: the framework, its scale, and the scale that it gets where it has none."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from catalog.core.snapshot import Framework, Policy, PracticePerson, Step
from catalog.exchange.core.formats.case import classes, ours, texts
from catalog.exchange.core.formats.case import written_document as documents
from catalog.exchange.core.formats.case.identity import Json, minted
from catalog.exchange.core.formats.case.keys import Keys
from catalog.exchange.core.formats.case.notes import Notes
from catalog.exchange.core.formats.case.package import Item, Package
from catalog.exchange.core.formats.case.read_rubrics import MOST_STEPS, Criterion, hours_to, scale_in
from catalog.exchange.core.formats.case.texts import obj, objs
from catalog.exchange.core.gathering import POLICY
from catalog.exchange.core.imported import WARNING

# The scale for a framework that brings none: a name and what it means, from 0 up.
PLAIN_SCALE = (
    ("Not yet", "I have not done this so far."),
    ("With help", "I do this when somebody helps me."),
    ("On my own", "I do this well on my own."),
    ("Others come to me", "Others come to me to learn this or to ask what to do."),
)


class Frame(NamedTuple):
    """The framework, and its steps: `signs` has them by what stands for each in rubrics, where those made the scale;
    `scale_from` says where they are from, nothing where they are items or ours."""

    framework: Framework
    policy: Policy
    practice: tuple[PracticePerson, ...]
    steps: tuple[Step, ...]
    signs: Mapping[float, Step]
    scale_from: str
    kept: Json


def frame_of(
    package: Package,
    steps: Sequence[Item],
    criteria: Mapping[str, Criterion],
    plain_scale: Sequence[tuple[str, str]],
    notes: Notes,
) -> Frame:
    """What a package says of the framework and of its scale; `steps` are those of its items that are steps."""
    kept = ours.extension_of(package.document)
    framework = _framework(package, kept, notes)
    rule = ours.made(Policy, {}, kept.get("policy"))
    policy = rule if rule and ours.rest(rule, ()) else POLICY
    people = (ours.made(PracticePerson, {}, each) for each in objs(kept.get("practice")))
    practice = tuple(person for person in people if person)
    found = _steps(steps, kept)
    if found or kept.get("version"):
        return Frame(framework, policy, practice, found, {}, "", kept)
    signs = scale_in(criteria)
    if signs:
        return Frame(framework, policy, practice, tuple(signs.values()), signs, "rubrics", kept)
    notes.tell(WARNING, "case-scale-ours", "CFDocument", steps=", ".join(name for name, _ in plain_scale))
    plain = tuple(Step(at, name, meaning, hours_to(at)) for at, (name, meaning) in enumerate(plain_scale))
    return Frame(framework, policy, practice, plain, {}, "ours", kept)


def _framework(package: Package, kept: Json, notes: Notes) -> Framework:
    document = package.document
    licence = documents.licence_of(document, package.raw.get("CFDefinitions"))
    says = documents.said(document, licence)
    says["name"] = says["name"] or says["publisher"] or "CASE"
    exact = obj(kept.get("exact")) if kept.get("of") == documents.mark(document, licence) else {}
    uuid = minted(package.root or says["name"])
    told = {**says, **{name: value for name, value in exact.items() if name in says}}
    slug = Keys("framework").give(says["name"], kept.get("key"))
    if kept and (found := ours.made(Framework, {**told, "slug": slug}, kept.get("fields"))):
        return found
    if kept:
        notes.count(WARNING, "case-extension-unread", "CFDocument")
    return Framework(slug=slug, uuid=uuid, practice_skill="", **says)


def _steps(items: Sequence[Item], kept: Json) -> tuple[Step, ...]:
    """The steps that are items, and those that our extension keeps."""
    beside = [step for each in objs(kept.get("scale")) if (step := ours.made(Step, {}, each))]
    numbers = _numbers(items, is_ours=bool(kept.get("version")))
    made = [_step(item, value, number) for number, (item, value) in enumerate(zip(items, numbers, strict=True))]
    found = {step.value: step for step in (*beside, *made)}
    return tuple(found[value] for value in sorted(found))


def _numbers(items: Sequence[Item], *, is_ours: bool) -> list[int]:
    """A number for each step: the one that it is called by, where all have one that fits; else from 0 in their order."""
    called = [classes.whole(item.ours.get("key") or item.raw.get("humanCodingScheme")) for item in items]
    fit = sorted(value for value in called if value is not None and 0 <= value < MOST_STEPS)
    is_in_a_row = bool(fit) and fit == list(range(fit[0], fit[0] + len(items)))
    if len(set(fit)) == len(items) and (is_ours or is_in_a_row):
        return [value for value in called if value is not None]
    return list(range(len(items)))


def _step(item: Item, value: int, number: int) -> Step:
    exact = {**texts.exactly("step", item.raw, item.ours), "value": value}
    if item.ours and (found := ours.made(Step, exact, item.ours.get("fields"))):
        return found
    return Step(value=value, hours=hours_to(number), **texts.said("step", item.raw))
