"""The timeline: well-formed, named, and in proportion to the calendar."""

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from assessment.plan.core.pictures import Bar, Mark, TimelineRow, timeline

SVG = "{http://www.w3.org/2000/svg}"
START = date(2027, 1, 1)
HOSTILE = "</text><script>alert(\"1\")</script> & <b onload='x'> ]]>"


def day(number: int) -> date:
    return START + timedelta(number)


def row(*bars: tuple[int, int], worst: int = 100, name: str = "Python", note: str = "2 Working") -> TimelineRow:
    return TimelineRow(name, note, tuple(Bar(day(begins), day(ends)) for begins, ends in bars), day(worst))


def draw(*rows: TimelineRow, marks=((0, "Jan"), (50, "Feb"), (100, "Apr"))) -> ElementTree.Element:
    made = [Mark(day(number), words) for number, words in marks]
    return ElementTree.fromstring(timeline(rows, made, key="plan", title="When", description="Words"))


def marks(svg: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [element for element in svg.iter() if element.get("class") == name]


def test_the_picture_is_named_and_grows_with_its_rows():
    svg = draw(row((0, 10)), row((0, 20)))

    assert (svg.get("role"), svg.get("aria-labelledby")) == ("img", "plan-title plan-desc")
    assert [svg[0].text, svg[1].text] == ["When", "Words"]
    heights = [int(draw(*[row((0, 10))] * count).get("viewBox").split()[3]) for count in (1, 2, 3)]
    assert heights[2] - heights[1] == heights[1] - heights[0] > 0


def test_bars_stand_where_their_days_are_and_the_dotted_line_goes_on_to_the_worst():
    svg = draw(row((0, 50), (50, 100), worst=100))

    [first, second] = marks(svg, "c-band")
    assert (float(first.get("x")), float(second.get("x"))) == (18, 180)
    assert abs(float(first.get("width")) - float(second.get("width"))) < 0.2
    [way] = marks(draw(row((0, 50), worst=100)), "c-way")
    assert way.get("d") == "M180 24L342 24"


def test_a_short_step_is_still_seen_and_stays_inside():
    svg = draw(row((0, 0)), row((100, 100)))

    assert [float(bar.get("width")) for bar in marks(svg, "c-band")] == [4, 4]
    assert max(float(bar.get("x")) + float(bar.get("width")) for bar in marks(svg, "c-band")) <= 348


def test_the_days_on_the_axis_do_not_run_out_of_the_picture():
    words = [element for element in draw(row((0, 10))).iter(f"{SVG}text") if element.text in {"Jan", "Feb", "Apr"}]

    assert [element.get("text-anchor", "start") for element in words] == ["start", "middle", "end"]


def test_a_plan_of_one_day_can_be_drawn():
    svg = draw(row((0, 0), worst=0), marks=((0, "Jan"), (0, "Jan")))

    assert len(marks(svg, "c-band")) == 1


@pytest.mark.parametrize("words", [HOSTILE, "مرحبا", "数据"])
def test_words_are_escaped_and_long_names_cut(words):
    svg = draw(row((0, 10), name=words, note=words), row((0, 10), name="x" * 60), marks=((0, words), (9, words)))

    texts = [element.text for element in svg.iter(f"{SVG}text")]
    assert texts.count(words) == 4 - (len(words) > 34)
    assert "x" * 33 + "…" in texts
    assert not list(svg.iter(f"{SVG}script"))
