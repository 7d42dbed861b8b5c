"""What the report page says, read from its tables as a browser would hand them to assistive technology."""

from datetime import date
from itertools import takewhile

from assessment.report.core.report import GapReport
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
from tests.assessment.report.renderers.plan_face import plain, way_title, words_plan
from tests.pages import Element, Page, as_elements

HEADS = ["h1", "h2", "h3", "h4", "summary"]


def html_face(report: GapReport, content: str) -> tuple[Face, dict[str, Span]]:
    """The face of the page, and the steps short that its tables by area give for the level in focus."""
    page = Page(content)
    tables = {_head(table): [as_elements(row(["td", "th"])) for row in table("tr")][1:] for table in page.all("table")}
    told = as_elements(page.root.select("h1 ~ p, h2 ~ p, summary ~ p"))
    paragraphs = {_head(paragraph): paragraph.text for paragraph in reversed(told)}  # the first under each heading
    levels, short = {}, {}
    for name, shown, verdict, in_place in map(_texts, tables["The same as a table"]):
        head = f"How {name} was counted"
        earned, total, readiness = words_sum(paragraphs[head])
        *rows, (_sum, points) = map(_texts, tables[head])
        assert points == f"{_joined(earned)} / {total}"
        assert words_span(shown) == readiness
        levels[name] = Level(
            passed_by(report, name, verdict) or words_verdict(verdict),
            readiness,
            earned,
            total,
            words_span(in_place),
            int(in_place.split()[-1]),
        )
        short[name] = {
            plain(skill): _short(words_span(have), int(needed)) for skill, have, needed, _weight, _points in rows
        }
    answers = {name.text: _said(answer, sentence) for name, answer, sentence in tables[_answers_head(tables)]}
    areas = [question.skill.area for question in report.compiled.questionnaire.questions]
    names = {report.snapshot.area[area].name for area in areas} & set(tables)
    to_go = {plain(skill.text): words_span(to.text) for area in names for skill, _you, _needed, to in tables[area]}
    [main] = [text for text in page.texts("p") if text.startswith(("Your main field", "You named no"))] or [""]
    [crumb] = page.texts("p", class_="crumb")
    title = way_title(report)
    plan = words_plan(title, paragraphs[title], list(map(_texts, tables.get("The steps, one by one", []))))
    day = f"{date.fromisoformat(report.submitted_on):%-d %B %Y}" if report.submitted_on else ""
    name = crumb.removeprefix(f"{report.role.name} · {day}").removeprefix(" · ")
    return Face(name, words_main(main), levels, short, answers, plan), to_go


def _answers_head(tables: dict[str, list[list[Element]]]) -> str:
    """How many questions are answered is what opens the table of all answers."""
    [head] = [head for head in tables if " answered" in head]
    return head


def _head(element: Element) -> str:
    """The nearest heading before an element."""
    found = element.find_previous(HEADS)
    assert found
    return found.text


def _texts(cells: list[Element]) -> list[str]:
    return [cell.text for cell in cells]


def _first_line(cell: Element) -> str:
    """What a cell says before the small print below it."""
    line = takewhile(lambda part: not (isinstance(part, Element) and part.tag == "br"), cell.contents)
    return " ".join("".join(part.get_text() for part in line).split())


def _joined(ends: Span) -> str:
    return "–".join(map(str, dict.fromkeys(ends)))


def _short(have: Span, needed: int) -> Span:
    return max(0, needed - have[1]), max(0, needed - have[0])


def _said(answer: Element, sentence: Element) -> Answered:
    evidence = sentence.find("bdi")
    return Answered(*words_answer(_first_line(answer)), evidence.get_text() if evidence else "")
