"""What the report page says, read from its tables as a browser would hand them to assistive technology."""

import re
from html.parser import HTMLParser

from assessment.report.core.report import GapReport
from tests.assessment.report.renderers.faces import (
    Face,
    Level,
    Span,
    TickInput,
    plain,
    words_answer,
    words_span,
    words_sum,
    words_verdict,
)
from tests.assessment.report.renderers.plan_face import words_plan

VOID = {"br", "meta", "link", "input", "img", "hr"}
HEADS = {"h1", "h2", "h3", "summary"}
SPACES = re.compile(r"\s+")


class _Page(HTMLParser):
    """The tables of a page, and the paragraphs, each under the nearest heading before it.

    A cell is its lines. White space is folded, but for what the person typed (in <bdi>).
    """

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.head = ""
        self.tables: list[tuple[str, list[list[list[str]]]]] = []
        self.paragraphs: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            # A line break ends a word, and tells an answer from the small print below it.
            if self._cell:
                self._cell.append("")
            else:
                self._add(" ")
            return
        self.open.append(tag)
        if tag in HEADS:
            self.head = ""
        elif tag == "p":
            self.paragraphs.append((self.head, ""))
        elif tag == "table":
            self.tables.append((self.head, []))
        elif tag == "tr":
            self.tables[-1][1].append([])
        elif tag in {"td", "th"}:
            self.tables[-1][1][-1].append([""])

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._add(data if "bdi" in self.open else SPACES.sub(" ", data))

    @property
    def _cell(self) -> list[str]:
        """The lines of the cell that is open; empty outside of cells."""
        return self.tables[-1][1][-1][-1] if {"td", "th"} & set(self.open) else []

    def _add(self, data: str) -> None:
        if HEADS & set(self.open):
            self.head += data
        elif cell := self._cell:
            cell[-1] += data
        elif "p" in self.open:
            head, text = self.paragraphs[-1]
            self.paragraphs[-1] = head, text + data


def html_face(report: GapReport, content: str) -> tuple[Face, dict[str, Span]]:
    """The face of the page, and the steps short that its tables by area give for the level in focus."""
    page = _Page()
    page.feed(content)
    tables = {head.strip(): [[_lines(cell) for cell in row] for row in rows[1:]] for head, rows in page.tables}
    paragraphs: dict[str, str] = {}
    for head, text in page.paragraphs:
        paragraphs.setdefault(head.strip(), text.strip())
    levels, short = {}, {}
    for name, running, verdict, in_place in tables["Where you stand"]:
        head = f"How {name} was counted"
        earned, total, readiness = words_sum(paragraphs[head])
        *rows, (_sum, points) = tables[head]
        assert points == f"{_joined(earned)} / {total}"
        levels[name] = Level(
            words_verdict(verdict),
            readiness,
            words_span(running),
            earned,
            total,
            words_span(in_place),
            int(in_place.split()[-1]),
        )
        short[name] = {
            plain(skill): _short(words_span(have), int(needed)) for skill, have, needed, _weight, _points in rows
        }
    answers = {name: _said(answer, sentence) for name, answer, sentence in tables["All your answers"]}
    areas = [question.skill.area for question in report.compiled.questionnaire.questions]
    names = {report.snapshot.area[area].name for area in areas} & set(tables)
    # Below how far it is stands the link that supposes a step more.
    to_go = {plain(skill): words_span(to.split("\n")[0]) for area in names for skill, _you, _needed, to in tables[area]}
    _head, crumb = page.paragraphs[0]
    title = f"The shortest way to {report.focus.level.name}"
    plan = words_plan(title, paragraphs[title], tables.get(title, []))
    name = crumb.strip().removeprefix(f"{report.role.name} · {report.submitted_on}").removeprefix(" · ")
    return Face(name, levels, short, answers, plan), to_go


def _lines(cell: list[str]) -> str:
    return "\n".join(line.strip() for line in cell)


def _joined(ends: Span) -> str:
    return "–".join(map(str, dict.fromkeys(ends)))


def _short(have: Span, needed: int) -> Span:
    return max(0, needed - have[1]), max(0, needed - have[0])


def _said(answer: str, sentence: str) -> TickInput:
    _anchor, _label, evidence = sentence.partition("\nEvidence: ")
    return TickInput(*words_answer(answer.split("\n")[0]), evidence)
