"""A plan that was asked for in the files of a report, as machines and readers meet it."""

import io
import re
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import takewhile

import openpyxl
import pytest

from assessment.plan.core import learning, planning
from assessment.plan.core.planning import EVERYTHING, HOURS, SHORTEST, LearningPlan, PlanRequest
from assessment.plan.core.schedule import Pace, schedule
from assessment.plan.renderers import timelines
from assessment.plan.renderers.wording import words_of
from assessment.report.core.report import GapReport
from assessment.report.renderers import csv_report, pdf_report, shortest_way, xlsx_report
from catalog.core import formulas
from catalog.core import snapshot as s
from tests.assessment.report.renderers.faces import csv_rows
from tests.assessment.report.renderers.pdf_tree import Tagged, read
from tests.assessment.report.renderers.people import HEBREW, WORDS, report_of, small
from tests.assessment.report.renderers.test_pdf_report import off_the_paper
from tests.assessment.report.renderers.test_xlsx_report import HOSTILE, elements, relations_outside

pytestmark = pytest.mark.slow

PLANS = [("all-zero", EVERYTHING, "lead"), ("skips-and-unsure", SHORTEST, "senior"), ("full", HOURS, "mid")]
each_plan = pytest.mark.parametrize(("key", "what", "level"), PLANS)


def learning_plan_of(report: GapReport, what: str, level: str, *, hours: int = 120, snapshot=None) -> LearningPlan:
    """A plan at a pace that leaves none without days; what to learn from is that of a snapshot, by default the report's own."""
    compiled = report.compiled
    plan_request = PlanRequest(what, compiled.rules.level_index[level], hours)
    plan = planning.make(compiled.graph, plan_request, tuple(span.low for span in report.spans))
    library = learning.compile_library(snapshot or compiled.snapshot)
    lessons = learning.lessons(library, compiled.graph, plan)
    return LearningPlan(
        plan_request, plan, schedule(planning.works(plan.steps), Pace(40, 60), date(2027, 1, 4)), lessons
    )


@lru_cache
def pdf_with(key: str, what: str, level: str) -> Tagged:
    report = report_of(key)
    return read(pdf_report.render(report, WORDS, learning_plan_of(report, what, level)))


@each_plan
def test_pdf_with_a_plan_is_tagged_conforms_and_stays_on_the_paper(key, what, level):
    pdf = pdf_with(key, what, level)

    assert re.findall(r"<pdfuaid:part>(\d)</pdfuaid:part>", pdf.xmp) == ["1"]
    assert pdf.root["/MarkInfo"] == {"/Marked": True, "/Suspects": False}
    assert pdf.loose == []
    assert off_the_paper(pdf) == []
    assert [page.get("/Annots") for page in pdf.reader.pages] == [None] * len(pdf.reader.pages)


@each_plan
def test_timeline_says_in_words_what_it_shows_and_no_picture_is_too_tall(key, what, level):
    report = report_of(key)
    learning_plan = learning_plan_of(report, what, level)

    found = [str(figure.element["/Alt"]) for figure in pdf_with(key, what, level).document.every("Figure")]

    pictures = timelines.timelines(
        learning_plan, words_of(WORDS, report.compiled, learning_plan), most=pdf_report.SKILLS_A_PICTURE
    )
    assert found[1 : 1 + len(pictures)] == [each.alt for each in pictures]
    skills = {step.skill for step in learning_plan.plan.steps}
    assert " ".join(each.alt for each in pictures).count(" to ") >= len(skills)
    assert len(pictures) == -(-len(skills) // pdf_report.SKILLS_A_PICTURE)
    [whole] = timelines.timelines(learning_plan, words_of(WORDS, report.compiled, learning_plan))
    assert whole.alt == " ".join(each.alt for each in pictures)


@each_plan
def test_tables_of_the_plan_have_headers(key, what, level):
    heads = [
        [(cell.kind, cell.text) for cell in next(table.every("TR")).children]
        for table in pdf_with(key, what, level).document.every("Table")
    ]

    for head in (
        ["Skill", "To step", "Why", "Hours, rough guide", "Learn from"],
        ["Step", "Starts, likely", "Starts, best to worst", "Done, likely", "Done, best to worst"],
    ):
        assert heads.count([("TH", words) for words in head]) == 1


@each_plan
def test_headings_name_the_plan_and_its_parts(key, what, level):
    headings = [(node.kind, node.text) for node in pdf_with(key, what, level).document.every("H1", "H2")]

    name = report_of(key).role.level[level].name
    title = {
        SHORTEST: f"The shortest way to {name}",
        EVERYTHING: f"All gaps of {name}",
        HOURS: f"A good use of your hours towards {name}",
    }[what]
    place = headings.index(("H1", title))
    parts = [text for kind, text in takewhile(lambda each: each[0] == "H2", headings[place + 1 :])]
    assert parts == ["The next twelve weeks", "When", *(["What is left out, and why"] if what != EVERYTHING else [])]


def test_what_is_left_out_is_told_with_why():
    report = report_of("full")
    section = shortest_way.section(WORDS, report, learning_plan_of(report, HOURS, "mid", hours=40))

    assert section.left
    assert all(sentence.endswith(": it does not fit into the hours.") for sentence in section.left)


def test_only_a_plan_that_promises_the_shortest_says_that_there_may_be_a_shorter_one():
    report = report_of("full")
    maybe = "There may be a way that is a little shorter still."
    learning_plan = learning_plan_of(report, SHORTEST, "mid")
    unproven = replace(learning_plan, plan=replace(learning_plan.plan, is_proven=False))

    assert maybe in shortest_way.notes(WORDS, report, unproven)
    assert maybe not in shortest_way.notes(WORDS, report, learning_plan)
    assert maybe not in shortest_way.notes(WORDS, report, learning_plan_of(report, HOURS, "mid"))


@pytest.mark.parametrize(
    ("what", "hours", "lead"),
    [
        (SHORTEST, 100, "The must-haves of Level 1 are in place, and readiness is where it needs to be."),
        (EVERYTHING, 100, "All that Level 1 asks for is in place."),
        (HOURS, 1, "No step towards Level 1 fits into 1 hour."),
        (HOURS, 2, "No step towards Level 1 fits into 2 hours."),
    ],
)
def test_a_plan_without_steps_says_why(what, hours, lead):
    report = small("A paper")
    before = learning_plan_of(report, what, report.levels[0].level.slug, hours=hours)
    plan = planning.make(report.compiled.graph, before.plan_request, before.plan.reached)
    after = replace(before, plan=plan, schedule=schedule(planning.works(plan.steps), Pace(40, 60), date(2027, 1, 4)))

    assert shortest_way.lead(WORDS, report, after) == lead
    assert shortest_way.rows(WORDS, report, after) == []
    assert shortest_way.notes(WORDS, report, after) == []


def hostile_library(title: str, url: str = "https://example.org/") -> s.Snapshot:
    """The library of the worked example with one resource for each skill of its role, called so."""
    value = small("").snapshot
    steps = tuple(s.ResourceStep(skill.slug, step) for skill in value.skills for step in range(1, 5))
    resource = s.Resource(
        "hostile", title, url, "", "book", "en", "free", 3, False, "", title, "2026-11-01", False, steps
    )
    return replace(value, resources=(resource,))


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_hostile_titles_are_text_in_every_file(text):
    report = small("A paper")
    learning_plan = learning_plan_of(
        report, EVERYTHING, report.levels[0].level.slug, snapshot=hostile_library(text, text)
    )

    content = xlsx_report.render(report, WORDS, learning_plan)
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Plan"]
    assert {(row[11].data_type, row[11].value, row[15].value) for row in sheet.iter_rows(min_row=2)} == {
        ("s", text, text)
    }
    assert elements(content, "f", "hyperlink", "hyperlinks", "externalLink", "ddeLink", "oleLink") == []
    assert relations_outside(content) == []
    risky = [
        cell
        for row in csv_rows(csv_report.render(report, WORDS, learning_plan))
        for cell in row
        if cell.lstrip(" ").startswith(formulas.RISKY)
    ]
    assert risky == []


@pytest.mark.parametrize("text", ["https://example.org/" + "averylongpath" * 30, "x" * 500, "证" * 200, HEBREW])
def test_long_titles_stay_on_the_paper(text):
    report = small("A paper")
    learning_plan = learning_plan_of(
        report, EVERYTHING, report.levels[0].level.slug, snapshot=hostile_library(text, text)
    )

    assert off_the_paper(read(pdf_report.render(report, WORDS, learning_plan))) == []


def test_a_title_without_a_glyph_leaves_the_pdf_tagged():
    report = small("A paper")
    learning_plan = learning_plan_of(report, EVERYTHING, report.levels[0].level.slug, snapshot=hostile_library("𠮷"))

    pdf = read(pdf_report.render(report, WORDS, learning_plan))

    assert pdf.root["/MarkInfo"]["/Marked"]
    assert "pdfuaid" not in pdf.xmp


def test_practice_without_a_resource_says_until_when():
    report, bare = report_of("full"), small("A paper")
    learning_plan = learning_plan_of(report, SHORTEST, "mid", snapshot=replace(report.snapshot, resources=()))
    # The skills of the worked example have no sentences.
    untold = learning_plan_of(bare, EVERYTHING, bare.levels[0].level.slug)

    rows = shortest_way.rows(WORDS, report, learning_plan)

    assert rows
    assert all(re.match(r"And about \d+ h of practice, until this is true: .", row.learn[0]) for row in rows)
    assert {row.learn for row in shortest_way.rows(WORDS, bare, untold)} == {
        ("And about 12 h of practice on real work",),
        ("And about 8 h of practice on real work",),
    }


def test_what_counts_in_months_has_no_hours_of_practice():
    report = report_of("full")
    learning_plan = learning_plan_of(report, SHORTEST, "mid", snapshot=replace(report.snapshot, resources=()))
    steps = tuple(step._replace(months=6) for step in learning_plan.plan.steps)

    rows = shortest_way.rows(WORDS, report, replace(learning_plan, plan=replace(learning_plan.plan, steps=steps)))

    assert rows
    assert {row.hours for row in rows} == {"about 6 months (3 to 12), beside the rest"}
    assert all(row.learn[0].startswith("And practise, until this is true: ") for row in rows)


def test_a_step_names_a_main_and_a_short_resource_and_a_task():
    report = small("A paper")
    [book] = hostile_library("A book").resources
    paper = replace(book, slug="paper", title="A paper to read", hours=1)
    task = replace(book, slug="task", title="A task", kind="practice", url="", description="Do it.")
    library = replace(report.snapshot, resources=(replace(book, hours=9), paper, task))
    learning_plan = learning_plan_of(report, EVERYTHING, report.levels[0].level.slug, snapshot=library)

    rows = shortest_way.rows(WORDS, report, learning_plan)
    [learn] = {row.learn for row in rows if row.hours.startswith("40 ")}

    assert learn == (
        "A book (9 h, from step 1 to 2)", "https://example.org/", "In short: A paper to read (1 h)", "https://example.org/",
        "And about 12 h of practice: A task", "Do it.",
    )  # fmt: skip


def test_the_same_plan_gives_the_same_bytes():
    report = report_of("full")
    learning_plan = learning_plan_of(report, HOURS, "mid")

    for module in (pdf_report, csv_report):
        assert module.render(report, WORDS, learning_plan) == module.render(report, WORDS, learning_plan)


def test_a_spreadsheet_of_a_far_level_has_its_stages_and_no_day():
    report = report_of("skips-and-unsure")
    graph, goal = report.compiled.graph, report.compiled.rules.level_index["mid"]
    stages = planning.stages(graph, goal, "", tuple(span.low for span in report.spans))
    learning_plan = replace(learning_plan_of(report, SHORTEST, "lead"), stages=stages, is_near=False)

    rows = csv_rows(csv_report.render(report, WORDS, learning_plan))

    levels = [report.compiled.rules.levels[stage.level].level for stage in stages]
    assert len(stages) > 1
    assert [row[:6] for row in rows if row[0] == "plan_stage"] == [
        ["plan_stage", level.slug, level.name, "lead", what, str(number)]
        for level, stage in zip(levels, stages, strict=True)
        for what, number in (("steps", stage.items), ("typical_hours", stage.hours))
    ]
    told = {row[4] for row in rows if row[0].startswith("plan")}
    assert any(what.startswith("typical_hours_to_step_") for what in told)
    assert [what for what in told if what.startswith(("end", "months")) and "to_step" not in what] == []
