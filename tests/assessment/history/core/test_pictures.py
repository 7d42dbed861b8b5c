"""The picture of readiness over the attempts: well-formed, and in marks what the table says in words."""

from fractions import Fraction
from xml.etree import ElementTree

import pytest

from assessment.history.core.pictures import Mark, Track, readiness_over_time

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</text><script>alert(\"1\")</script> & <b onload='x'>"
NEEDS = Fraction(85, 100)
HALF, FULL = Fraction(1, 2), Fraction(1)


def picture(*tracks: Track, days=("2026-01-01", "2026-06-01"), title: str = "Title") -> ElementTree.Element:
    svg = readiness_over_time(tracks, days, key="over-time", title=title, description="Words")
    return ElementTree.fromstring(svg)


def track(*marks: Mark | None, name: str = "Mid") -> Track:
    return Track(name, NEEDS, marks)


def marks(svg: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [element for element in svg.iter() if element.get("class") == name]


def words(svg: ElementTree.Element) -> list[str]:
    return [element.text or "" for element in svg.iter(f"{SVG}text")]


def test_a_settled_attempt_is_a_dot_and_an_open_one_a_band():
    svg = picture(track(Mark(HALF, FULL), Mark(FULL, FULL)))

    [band], [dot] = marks(svg, "c-band"), marks(svg, "c-you")
    assert float(band.get("x")) + 6 < float(dot.get("cx"))
    # 0 % lies 72 units under 100 %, and a band stands out by its round ends.
    assert float(band.get("height")) == 36 + 12
    assert float(dot.get("cy")) == 30


def test_the_line_follows_the_careful_end():
    [line] = marks(picture(track(Mark(HALF, FULL), Mark(FULL, FULL))), "c-way")
    assert [float(point.split()[1]) for point in line.get("d")[1:].split("L")] == [66, 30]


def test_one_attempt_has_no_line_and_a_level_that_was_not_there_has_no_mark():
    svg = picture(track(None, Mark(HALF, HALF)))
    assert (len(marks(svg, "c-you")), marks(svg, "c-way")) == (1, [])


def test_each_level_has_its_panel_and_its_diamond():
    svg = picture(track(Mark(HALF, HALF), None), track(None, None, name=HOSTILE))
    assert len(marks(svg, "c-need")) == 2
    assert [text for text in words(svg) if text in {"Mid", HOSTILE}] == ["Mid", HOSTILE]
    assert svg.get("viewBox") == "0 0 360 276"


@pytest.mark.parametrize(("count", "shown"), [(1, 1), (2, 2), (4, 4), (5, 2), (50, 2)])
def test_days_stand_under_the_marks_as_far_as_there_is_room(count, shown):
    days = [f"day {number}" for number in range(count)]
    svg = picture(track(*[Mark(HALF, HALF)] * count), days=days)
    found = [text for text in words(svg) if text.startswith("day")]
    assert len(found) == shown
    assert (found[0], found[-1]) == (days[0], days[-1])
    assert all(0 < float(dot.get("cx")) < 360 for dot in marks(svg, "c-you"))


def test_it_is_named_for_assistive_technology():
    svg = picture(track(None, None), title=HOSTILE)
    assert (svg.get("role"), svg.get("aria-labelledby")) == ("img", "over-time-title over-time-desc")
    assert svg.find(f"{SVG}title").text == HOSTILE
