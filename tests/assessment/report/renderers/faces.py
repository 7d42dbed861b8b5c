"""What each face of a report says, read back into one shape, so that faces can be compared number by number.

`told` is what they must say: worked out here from the answers alone, by method.md 3.2 to 3.5, not taken from a face.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any, NamedTuple, TypeVar

import openpyxl

from assessment.report.core.report import GapReport
from assessment.role.core.scoring import Answer
from catalog.core.snapshot import RoleLevel, Skill
from tests.assessment.report.renderers.plan_face import Way, csv_plan, json_plan, plain, told_plan, xlsx_plan

T = TypeVar("T")
Span = tuple[int, int]
VERDICTS = {"Met": "met", "Close": "close", "Not yet": "not_yet"}


class Level(NamedTuple):
    """The numbers of one level, each from its careful end to its hopeful one; shares in whole per cent."""

    verdict: tuple[str, str]
    readiness: Span
    earned: Span
    total: int
    in_place: Span
    must_haves: int


class Answered(NamedTuple):
    """One answer as a face shows it; `step` None when it was skipped."""

    step: int | None
    unsure: bool
    evidence: str


class Face(NamedTuple):
    """All that is compared: levels by name, steps short by level and requirement, answers by skill name, the plan;
    `main` is the name of the main field, empty where none was named."""

    name: str
    main: str
    levels: dict[str, Level]
    short: dict[str, dict[str, Span]]
    answers: dict[str, Answered]
    plan: Way


def told(report: GapReport) -> Face:
    """What every face must say."""
    levels = {}
    for level in report.role.ladder:
        needs = list(_needs(report, level))
        lowest = report.snapshot.lowest
        earned = _two(
            sum(weight * (min(have[end], step) - lowest) for _, step, weight, have in needs) for end in (0, 1)
        )
        total = sum(weight * (step - lowest) for _, step, weight, _ in needs)
        readiness = _two(points * 100 // total for points in earned)
        must_haves = [(step, have) for _, step, weight, have in needs if weight == 3]
        in_place = _two(sum(have[end] >= step for step, have in must_haves) for end in (0, 1))
        verdict = report.level[level.slug].verdict
        levels[level.name] = Level(_two(verdict), readiness, earned, total, in_place, len(must_haves))
    short = {
        level.name: {
            plain(name): _two(max(0, step - have[end]) for end in (1, 0))
            for name, step, _, have in _needs(report, level)
        }
        for level in report.role.ladder
    }
    asked = [question.skill for question in report.compiled.questionnaire.questions]
    answers = {skill.name: _said(report.answers.get(skill.slug)) for skill in asked}
    main = [skill.name for skill in asked if skill.slug in report.main.values()]
    return Face(report.person_name, "".join(main), levels, short, answers, told_plan(report))


def _two(ends: Iterable[T]) -> tuple[T, T]:
    low, high = ends
    return low, high


def _needs(report: GapReport, level: RoleLevel) -> Iterator[tuple[str, int, int, Span]]:
    """The name, step and weight of each requirement of a level, and what the answers leave possible for it."""
    scale = report.snapshot.lowest, report.snapshot.highest
    groups: dict[str, list[Skill]] = {}
    for skill in report.snapshot.ordered_skills:
        if skill.slug in level.requirement_of:
            groups.setdefault(skill.group or skill.slug, []).append(skill)
    for group, all_members in groups.items():
        members = [skill for skill in all_members if report.main.get(group, skill.slug) == skill.slug]
        need = max((level.requirement_of[skill.slug] for skill in all_members), key=lambda each: each.step or 0)
        assert need.step is not None
        weight = {"essential": 3, "important": 2, "helpful": 1}[need.importance]
        spans = [_span(report.answers.get(skill.slug), scale) for skill in members]
        name = members[0].name if len(members) == 1 else "The best of: " + "; ".join(skill.name for skill in members)
        yield name, need.step, weight, (max(low for low, _ in spans), max(high for _, high in spans))


def _span(answer: Answer | None, scale: Span) -> Span:
    if answer is None:
        return scale
    if answer.unsure:
        return max(scale[0], answer.step - 1), min(scale[1], answer.step + 1)
    return answer.step, answer.step


def _said(answer: Answer | None) -> Answered:
    return Answered(None, False, "") if answer is None else Answered(answer.step, answer.unsure, answer.evidence)


def json_face(report: GapReport, content: bytes) -> Face:
    """JSON gives exact fractions, and the gaps of the level in focus only."""
    document = json.loads(content)
    names = {question.skill.slug: question.skill.name for question in report.compiled.questionnaire.questions}
    levels = {}
    for entry in document["levels"]:
        must_haves = entry["must_haves"]
        levels[entry["name"]] = Level(
            verdict=_ends(entry["verdict"]),
            readiness=_two(_percent(share) for share in _ends(entry["readiness"])),
            earned=_ends(entry["earned"]),
            total=entry["total"],
            in_place=_ends(must_haves["in_place"]),
            must_haves=must_haves["all"],
        )
        exact = tuple(str(Fraction(points, entry["total"])) for points in _ends(entry["earned"]))
        assert _ends(entry["readiness"]) == exact
    focus = next(entry["name"] for entry in document["levels"] if entry["slug"] == document["focus"])
    short = {}
    for gap in document["gaps"]:
        members = [names[slug] for slug in gap["any_one_of"]]
        low, high = _ends(gap["have"])
        assert _ends(gap["short"]) == (max(0, gap["required"] - high), gap["required"] - low)
        short[plain("The best of: " + "; ".join(members) if members else gap["name"])] = _ends(gap["short"])
    answers = dict.fromkeys(names.values(), Answered(None, False, ""))
    for slug, entry in document["answers"].items():
        answers[names[slug]] = Answered(entry["step"], entry["unsure"], entry["evidence"])
    main = "".join(names[slug] for slug in document["main"].values())
    return Face(document["person_name"], main, levels, {focus: short}, answers, json_plan(report, document))


def _ends(entry: Mapping[str, Any]) -> tuple[Any, Any]:
    return entry["low"], entry["high"]


def _percent(share: str) -> int:
    return int(Fraction(share) * 100)


def csv_rows(content: bytes) -> list[list[str]]:
    """The rows below the header, as a spreadsheet would split them."""
    _header, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
    return rows


def csv_face(report: GapReport, content: bytes) -> Face:
    """CSV gives one number a row; a leading apostrophe before typed text is only its armour."""
    numbers: dict[str, dict[str, tuple[Any, Any]]] = {}
    short: dict[str, dict[str, Span]] = {}
    answers: dict[str, Answered] = {}
    person = main = ""
    names = {level.slug: level.name for level in report.role.levels}
    for about, _key, name, level, what, low, high, note in csv_rows(content):
        if (about, what) == ("report", "name"):
            person = unarmoured(low)
        elif about == "report" and what.startswith("main_"):
            main = note
        elif about == "level":
            numbers.setdefault(name, {})[what] = (low, high) if what == "verdict" else (int(low), int(high))
        elif (about, what) == ("requirement", "steps_short"):
            short.setdefault(names[level], {})[plain(name)] = int(low), int(high)
        elif (about, what) == ("answer", "your_step"):
            assert low == high
            answers[name] = Answered(int(low) if low else None, note == "not sure", "")
            assert note == ("not answered" if not low else "not sure" if answers[name].unsure else "sure")
        elif (about, what) == ("answer", "evidence"):
            answers[name] = answers[name]._replace(evidence=unarmoured(note))
    levels = {name: _csv_level(found) for name, found in numbers.items()}
    return Face(person, main, levels, short, answers, csv_plan(csv_rows(content)))


def _csv_level(found: Mapping[str, tuple[Any, Any]]) -> Level:
    return Level(
        verdict=found["verdict"],
        readiness=found["readiness_percent"],
        earned=found["points_earned"],
        total=_same(found["points_total"]),
        in_place=found["must_haves_in_place"],
        must_haves=_same(found["must_haves_total"]),
    )


def _same(ends: Span) -> int:
    [value] = set(ends)
    return value


def unarmoured(cell: str) -> str:
    """A cell's text without the apostrophe that keeps a spreadsheet from running it."""
    return re.sub(r"(^|[\n\r;\t])'(?= *[=+\-@\t\r\n|%＝＋－＠])", r"\1", cell)


def xlsx_face(report: GapReport, content: bytes) -> Face:
    """The workbook gives every number in a cell of its own."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    levels = {}
    for name, low, high, *rest in _body(book["Levels"]):
        r1, r2, earned1, earned2, total, in1, in2, must_haves = rest
        verdict = passed_by(report, name, low) or (VERDICTS[low], VERDICTS[high])
        levels[name] = Level(verdict, (r1, r2), (earned1, earned2), total, (in1, in2), must_haves)
    short: dict[str, dict[str, Span]] = {}
    for level, name, _importance, low, high, needed, *_points in _body(book["Arithmetic"]):
        short.setdefault(level, {})[plain(name)] = max(0, needed - high), max(0, needed - low)
    states = {"sure": False, "not sure": True, "not answered": False}
    answers = {
        name: Answered(step, states[state], evidence or "")
        for _area, name, _key, step, state, _sentence, evidence in _body(book["Answers"])
    }
    summary = dict(_body(book["Summary"]))
    return Face(
        summary["Name"] or "", words_main(summary["Main field"] or ""), levels, short, answers, xlsx_plan(report, book)
    )


def passed_by(report: GapReport, name: str, text: str) -> tuple[str, str] | None:
    """The verdict behind the words for a level below the current one; None where the words are a verdict."""
    open_ones, found, current = text.rpartition("ot needed for ")
    if not found:
        return None
    level = next(each for each in report.levels if each.level.name == name)
    assert report.place.current.low is not None
    assert current == report.role.level[report.place.current.low].name
    assert level.level.rank < report.role.level[report.place.current.low].rank
    count = level.rule.essentials - level.in_place.low
    assert open_ones == (f"{count} open, n" if count else "N")
    assert level.verdict.low != "met"
    return level.verdict.low, level.verdict.high


def xlsx_gaps(content: bytes, level: str) -> list[tuple[Any, ...]]:
    """The rows of the sheet of gaps, with None for an empty cell."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    return list(_body(book[f"Gaps at {level}"]))


def _body(sheet: Any) -> Iterator[tuple[Any, ...]]:
    yield from sheet.iter_rows(min_row=2, values_only=True)


def words_main(text: str) -> str:
    """The name of the main field in the sentence about it; empty where none was named."""
    found = re.match(r"Your main field: (.+)\. Of the skills of which one is needed, it alone counts\.$", text)
    assert found or not text or text.startswith("You named no main field"), text
    return found[1] if found else ""


def words_span(text: str) -> Span:
    """Both ends of "40–50 %", "12", "9 to 11 of 12" or "0–2 steps to go"; "in place" is 0."""
    if text == "in place":
        return 0, 0
    found = re.fullmatch(r"(\d+)(?:(?:–| to )(\d+))?(?: %| of \d+| steps? to go)?", text)
    assert found, text
    return int(found[1]), int(found[2] or found[1])


def words_verdict(text: str) -> tuple[str, str]:
    """Both ends of “Met” or of “Between “Close” and “Met””."""
    found = re.fullmatch(r"Between “(.+)” and “(.+)”", text)
    low, high = found.groups() if found else (text, text)
    return VERDICTS[low], VERDICTS[high]


def words_answer(text: str) -> tuple[int | None, bool]:
    """The step and the doubt of "not answered", "3 Practitioner" or "3 Practitioner, not sure"."""
    if text == "not answered":
        return None, False
    return int(text.split()[0]), text.endswith(", not sure")


def words_sum(text: str) -> tuple[Span, int, Span]:
    """Earned points, their total, and readiness, of the sentence that tells how a level was counted."""
    found = re.match(r"(\S+) of (\d+) points is (\S+ %)\. ", text)
    assert found, text
    return words_span(found[1]), int(found[2]), words_span(found[3])
