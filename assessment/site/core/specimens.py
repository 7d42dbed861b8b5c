"""What the style page shows its components with: made names, every state once. The pictures come from the functions that
draw them everywhere else."""

from datetime import date
from fractions import Fraction
from typing import Any

from assessment.history.core.pictures import Mark as Then
from assessment.history.core.pictures import Track, readiness_over_time
from assessment.plan.core.pictures import Bar, Mark, TimelineRow, timeline
from assessment.report.core.charts import DotRow, LadderRow, dot_plot, gap_cell, ladder
from assessment.report.core.ladder import MARKS
from catalog.core.pictures import PayRow, pay_ranges

STEPS = (0, 1, 2, 3, 4)
LONG = "A skill with a name that goes on for forty letters"
MET, HALF, FULL = Fraction(85, 100), Fraction(1, 2), Fraction(1)


def pictures() -> list[tuple[str, str]]:
    """What each picture is of, and the picture, with each of its marks: dot, band, way, diamond, must-haves in every state, long names."""
    words = {"title": "Specimen", "description": "Every mark once, with made words."}
    rungs = [
        LadderRow("First level", "Met", MARKS[:1] * 24, FULL, FULL, MET),
        LadderRow("Second level", "Between “Close” and “Met”", MARKS, HALF, FULL, MET),
        LadderRow("A level with a long name", "with a verdict that is long, too", MARKS * 2, HALF, HALF, MET),
        LadderRow("Last level", "Not yet", (), Fraction(0), Fraction(1, 4), MET),
    ]
    dots = [
        DotRow(name, *row)
        for name, row in {"Short": (1, 1, 3), "In place": (3, 3, 3), "Open": (0, 4, 2), LONG: (1, 2, 4)}.items()
    ]
    days = [date(2026, month, 1) for month in (1, 2, 3, 4)]
    bars = (Bar(days[0], days[1]), Bar(days[1], days[2]))
    marks = [Mark(day, f"{day:%b}") for day in days]
    then = [Then(Fraction(1, 4), HALF), Then(HALF, HALF), Then(MET, FULL)]
    pay = [PayRow("A range", "3,000 to 5,000", 3000, None, 5000), PayRow("A figure", "4,200", None, 4200, None)]
    return [
        ("Ladder", ladder(rungs, key="ladder", **words)),
        ("Skills of an area", dot_plot(dots, name="An area", steps=STEPS, key="plot", **words)),
        ("Weeks", timeline([TimelineRow(LONG, "to 3", bars, days[3])], marks, key="weeks", **words)),
        ("History", readiness_over_time([Track("A level", MET, then)], "abc", key="history", **words)),
        ("Pay", pay_ranges(pay, number=str, key="pay", **words)),
    ]


def gaps() -> list[dict[str, Any]]:
    """A gap that is far, one that is near and open, one without an answer."""
    made = (("Far", 1, 1, 4), (LONG, 2, 3, 3), ("Not answered", 0, 4, 3))
    return [
        {
            "name": name,
            "cell": gap_cell(low, high, needs, STEPS),
            "is_skipped": (low, high) == (0, 4),
            "have": low,
            "have_span": low if low == high else f"{low}–{high}",
            "needed": needs,
            "to_go": needs - low,
            "need": {"step": needs},
            "then": "I do the work of this step on my own, and find my own mistakes.",
        }
        for name, low, high, needs in made
    ]


def questions() -> list[dict[str, Any]]:
    """Questions as they are: untouched, answered, unsure and ticked in a plan; the last names what follows none."""
    options = [(step, f"Step {step}", "I do this in my own work, and could do it again.", 3 * step) for step in STEPS]
    states = (("untouched", None, False, None), ("answered", 2, False, None), ("unsure", 3, True, 4))
    return [
        {
            "skill": {"slug": slug, "name": f"A question, {slug}", "definition": "What the skill is in one sentence."},
            "options": options,
            "step": step,
            "unsure": unsure,
            "marked": marked,
            "hole": {"ticked_on": "29 November 2026", "rev": 0},
            "after": "next",
        }
        for slug, step, unsure, marked in states
    ]


def resources() -> list[dict[str, Any]]:
    """A book with an address, a task of practice, a course whose address nobody has looked at."""
    told = {
        "title": "A title",
        "language": "en",
        "hours": 12,
        "provider": "Somebody",
        "description": "What to do with it.",
    }
    made = (
        {
            "kind": "book",
            "cost": "free",
            "url": "https://skillgap.example/book",
            "verified": True,
            "hours_estimated": True,
        },
        {"kind": "practice", "cost": "free", "url": "", "verified": True, "hours_estimated": True},
        {
            "kind": "course",
            "cost": "paid",
            "url": "https://skillgap.example/course",
            "verified": False,
            "licence": "CC BY",
        },
    )
    return [told | each for each in made]


def cards() -> list[dict[str, Any]]:
    """What to begin with: with a book, with nothing but practice, and with nothing to do it with."""
    book, practice, _course = resources()
    how = "Do one small thing of it with somebody's data, and write down what you see."
    hole = {"hours": "About 60 to 240 hours in all, a rough guide."}
    return [
        {"skill": {"name": name}, "how": how, "resources": [{"resource": each} for each in helps], "hole": hole}
        for name, helps in (("A skill", [book]), (LONG, [practice]), ("A skill without help", []))
    ]


VERDICTS = ("met", "close", "not_yet", "below")
LEVELS = [
    {"level": {"name": f"Level {place}"}, "hole": {"readiness": "70 to 85 %", "verdict": code, "verdict_code": code}}
    for place, code in enumerate(VERDICTS, 1)
]
