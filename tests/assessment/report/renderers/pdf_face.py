"""What the PDF says, read from its tags rather than from the look of its lines."""

from functools import lru_cache

from assessment.report.core.report import GapReport
from assessment.report.renderers import pdf_report
from tests.assessment.report.renderers.faces import (
    Answered,
    Face,
    Level,
    Span,
    passed_by,
    words_answer,
    words_main,
    words_span,
    words_sum,
    words_verdict,
)
from tests.assessment.report.renderers.pdf_tree import Node, Tagged, read
from tests.assessment.report.renderers.people import WORDS, report_of
from tests.assessment.report.renderers.plan_face import Way, plain, way_title, words_plan


@lru_cache
def pdf_of(key: str) -> Tagged:
    """The PDF of one of the people, read once for all tests."""
    return read(pdf_report.render(report_of(key), WORDS, None, pdf_report.ANNEX))


def pdf_face(report: GapReport, tagged: Tagged) -> Face:
    """The levels, the arithmetic and the answers; names and evidence without white space, for lines are wrapped."""
    parts = _parts(tagged.document)
    [summary] = _tables(parts["The levels in numbers"])
    short, sums = {}, {}
    for name, nodes in _subparts(parts["The arithmetic, level by level"]).items():
        [table] = _tables(nodes)
        sums[name] = words_sum(nodes[0].text)
        short[name] = {
            plain(skill): _short(words_span(have), int(needed)) for skill, have, needed, *_points in table.rows
        }
        assert _added(table) == sums[name][:2]
    levels = {
        name: Level(
            verdict=passed_by(report, name, verdict) or words_verdict(verdict),
            readiness=words_span(readiness),
            earned=sums[name][0],
            total=sums[name][1],
            in_place=words_span(in_place),
            must_haves=int(in_place.split()[-1]),
        )
        for name, readiness, verdict, in_place in summary.rows
    }
    [table] = _tables(parts["All your answers"])
    answers = {plain(name): _said(answer, sentence) for name, answer, sentence in table.rows}
    facts = next(node.text for node in tagged.document.children if "Submitted: " in node.text)
    name = facts.rpartition("Submitted: ")[0].removeprefix("Name: ").removesuffix(" · ")
    sure = (node.text for node in parts["How sure is this?"])
    [main] = [text for text in sure if text.startswith(("Your main field", "You named no"))] or [""]
    return Face(name, words_main(main), levels, short, answers, _plan(report, parts))


def _plan(report: GapReport, parts: dict[str, list[Node]]) -> Way:
    title = way_title(report)
    nodes = parts[title]
    return words_plan(title, nodes[0].text, [row for table in _tables(nodes) for row in table.rows])


def pdf_to_go(report: GapReport, tagged: Tagged) -> dict[str, Span]:
    """The steps short that the tables by area give for the level in focus."""
    areas = _parts(tagged.document)[f"Skill by skill, against {report.focus.level.name}"]
    return {plain(name): words_span(to_go) for table in _tables(areas) for name, _you, _needed, to_go in table.rows}


def _parts(document: Node) -> dict[str, list[Node]]:
    """The elements below each heading of the first rank."""
    return _split(document.children, "H1")


def _subparts(nodes: list[Node]) -> dict[str, list[Node]]:
    return _split(nodes, "H2")


def _split(nodes: list[Node], heading: str) -> dict[str, list[Node]]:
    parts: dict[str, list[Node]] = {}
    current: list[Node] = []
    for node in nodes:
        if node.kind == heading:
            assert node.text not in parts
            current = parts.setdefault(node.text, [])
        else:
            current.append(node)
    return parts


def _tables(nodes: list[Node]) -> list[Node]:
    return [node for node in nodes if node.kind == "Table"]


def _short(have: Span, needed: int) -> Span:
    return max(0, needed - have[1]), max(0, needed - have[0])


def _added(table: Node) -> tuple[Span, int]:
    """The sums of a table of points such as "0–4 / 4"."""
    low = high = total = 0
    for *_cells, points in table.rows:
        earned, possible = points.split(" / ")
        ends = words_span(earned)
        low, high, total = low + ends[0], high + ends[1], total + int(possible)
    return (low, high), total


def _said(answer: str, sentence: str) -> Answered:
    _anchor, _label, evidence = sentence.partition("Evidence: ")
    return Answered(*words_answer(answer), plain(evidence))
