"""The pictures: well-formed SVG that says in marks what stands beside it in words."""

from fractions import Fraction
from xml.etree import ElementTree

import pytest

from assessment.report.core.charts import DotRow, LadderRow, dot_plot, gap_cell
from assessment.report.core.charts import ladder as drawn_ladder
from assessment.report.core.ladder import MARKS
from catalog.core.svg import PAPER

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</text><script>alert(\"1\")</script> & <b onload='x'> ]]> &amp; 𝕏 مرحبا"
NEEDS = Fraction(85, 100)


def ladder(*rows: LadderRow, title: str = "Title", description: str = "Words") -> ElementTree.Element:
    return parsed(drawn_ladder(rows, key="ladder", title=title, description=description))


def plot(*rows: DotRow, steps=(0, 1, 2, 3, 4), title: str = "Title", description: str = "Words"):
    return parsed(dot_plot(rows, name="Area", steps=steps, key="plot", title=title, description=description))


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def marks(svg: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [element for element in svg.iter() if element.get("class") == name]


def texts(svg: ElementTree.Element) -> list[str]:
    return [element.text or "" for element in svg.iter(f"{SVG}text")]


def diamond_x(mark: ElementTree.Element) -> float:
    return float(mark.attrib["d"].removeprefix("M").split(" ")[0])


def ways(svg: ElementTree.Element) -> list[tuple[float, ...]]:
    """From where to where the dotted lines go, across."""
    return [tuple(float(point.split()[0]) for point in mark.attrib["d"][1:].split("L")) for mark in marks(svg, "c-way")]


def level(low=Fraction(1, 2), high=None, name="Entry", verdict="Close", must_haves=()) -> LadderRow:
    return LadderRow(name, verdict, tuple(must_haves), low, low if high is None else high, NEEDS)


def skill(low=1, high=None, needs=3, name="Python") -> DotRow:
    return DotRow(name, low, low if high is None else high, needs)


PICTURES = {
    "ladder": ladder(level(), level(Fraction(1, 4), Fraction(1), name=HOSTILE, verdict=HOSTILE, must_haves=MARKS)),
    "plot": plot(skill(), skill(0, 4, name=HOSTILE)),
}


@pytest.mark.parametrize("name", PICTURES)
def test_chart_is_an_image_named_by_its_title_and_description(name):
    svg = PICTURES[name]

    assert (svg.tag, svg.get("role")) == (f"{SVG}svg", "img")
    assert svg.get("aria-labelledby") == f"{name}-title {name}-desc"
    title, description = svg[0], svg[1]
    assert (title.tag, title.get("id"), title.text) == (f"{SVG}title", f"{name}-title", "Title")
    assert (description.tag, description.get("id"), description.text) == (f"{SVG}desc", f"{name}-desc", "Words")


@pytest.mark.parametrize("name", PICTURES)
def test_chart_holds_nothing_that_the_content_security_policy_forbids(name):
    attributes = {key for element in PICTURES[name].iter() for key in element.attrib}
    tags = {element.tag.removeprefix(SVG) for element in PICTURES[name].iter()}

    assert "style" not in attributes
    assert [key for key in attributes if key.startswith("on") or "href" in key] == []
    assert tags <= {"svg", "title", "desc", "text", "line", "circle", "rect", "path", "g"}


@pytest.mark.parametrize("name", PICTURES)
def test_chart_marks_carry_colours_as_attributes_and_a_class_to_override_them(name):
    marks = [element for element in PICTURES[name].iter() if element.get("fill") or element.get("stroke")]

    assert len(marks) >= 8
    assert all(element.get("class", "").startswith("c-") for element in marks)


@pytest.mark.parametrize("name", PICTURES)
def test_chart_holds_no_text_beside_its_words(name):
    wordless = [
        element for element in PICTURES[name].iter() if element.tag.removeprefix(SVG) not in {"title", "desc", "text"}
    ]

    assert [element.text for element in wordless if element.text] == []
    assert [element.tail for element in PICTURES[name].iter() if element.tail] == []


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", PICTURES)
def test_chart_words_and_marks_stand_out_from_the_paper(name):
    for element in PICTURES[name].iter(f"{SVG}text"):
        assert contrast(element.get("fill"), PAPER) >= 4.5
    for kind, attribute in [("c-you", "fill"), ("c-band", "stroke"), ("c-way", "stroke"), ("c-need", "stroke")]:
        found = marks(PICTURES[name], kind)
        assert len(found) >= 1
        assert all(contrast(mark.get(attribute), PAPER) >= 3 for mark in found)


def test_ladder_shows_hostile_words_as_words():
    svg = ladder(level(name=HOSTILE, verdict=HOSTILE), title=HOSTILE, description=HOSTILE)

    assert texts(svg) == [HOSTILE, HOSTILE]
    assert [svg[0].text, svg[1].text] == [HOSTILE, HOSTILE]


def test_plot_shows_hostile_words_as_words():
    hostile = "<script>&'\"</script>"

    svg = plot(skill(name=hostile), title=HOSTILE, description=HOSTILE)

    assert texts(svg) == ["Area", "0", "1", "2", "3", "4", hostile]
    assert [svg[0].text, svg[1].text] == [HOSTILE, HOSTILE]


def test_plot_shortens_a_long_name_before_escaping_it():
    exact, long = "&" * 34, "&" * 35
    spaced = "a" * 32 + "  tail"

    svg = plot(skill(name=exact), skill(name=long), skill(name=spaced))

    assert texts(svg)[6:] == ["&" * 34, "&" * 33 + "…", "a" * 32 + "…"]


def test_ladder_has_a_row_for_each_level_and_room_for_it():
    svg = ladder(level(name="Entry", verdict="Met"), level(name="Mid"), level(name="Senior"))

    assert texts(svg) == ["Entry", "Met", "Mid", "Close", "Senior", "Close"]
    assert svg.get("viewBox") == "0 0 360 154"
    assert [float(track.get("y1")) for track in marks(svg, "c-line")] == [30, 30, 30]
    assert len(marks(svg, "c-need")) == 3


def test_ladder_without_levels_is_still_a_picture():
    svg = ladder()

    assert svg.get("viewBox") == "0 0 360 4"
    assert texts(svg) == []


def test_ladder_tells_must_haves_apart_by_shape_and_wraps_them():
    svg = ladder(level(must_haves=["in_place"] * 21 + ["one_short", "further", "open"]), level())

    circles = [mark[0] for mark in svg.iter(f"{SVG}g") if mark.get("class", "").startswith("mark ")]
    assert [(circle.get("cx"), circle.get("cy")) for circle in circles[20:]] == [
        ("338", "30"), ("18", "46"), ("34", "46"), ("50", "46"),
    ]  # fmt: skip
    assert [len(mark) for mark in svg.iter(f"{SVG}g") if "mark--one_short" in mark.get("class", "")] == [2]
    assert [circle.get("stroke-dasharray") for circle in circles[21:]] == [None, None, "2 2"]
    assert len({(circle.get("fill"), circle.get("stroke-dasharray")) for circle in circles}) == 3
    assert all(float(circle.get("cx")) - 5 >= 12 and float(circle.get("cx")) + 5 <= 348 for circle in circles)
    assert [float(track.get("y1")) for track in marks(svg, "c-line")] == [62, 30]
    assert svg.get("viewBox") == "0 0 360 136"


def test_long_verdict_has_a_line_of_its_own():
    short, long = (ladder(level(name="Leadership", verdict="v" * length)) for length in (36, 37))

    assert [(text.get("x"), text.get("y")) for text in short.iter(f"{SVG}text")] == [("12", "14"), ("348", "14")]
    assert [(text.get("x"), text.get("y")) for text in long.iter(f"{SVG}text")] == [("12", "14"), ("12", "31")]


@pytest.mark.parametrize(("share", "x"), [(Fraction(0), 18), (Fraction(1, 2), 180), (NEEDS, 293.4), (Fraction(1), 342)])
def test_ladder_puts_a_settled_level_as_a_dot_on_its_share(share, x):
    [dot] = marks(ladder(level(share)), "c-you")

    assert (dot.tag, float(dot.get("cx"))) == (f"{SVG}circle", x)


def test_ladder_shows_a_range_as_a_band_and_no_dot():
    svg = ladder(level(Fraction(1, 4), Fraction(3, 4)))

    [band] = marks(svg, "c-band")
    assert marks(svg, "c-you") == []
    assert (float(band.get("x")), float(band.get("width"))) == (99 - 6, 162 + 12)


def test_ladder_puts_the_diamond_where_the_level_is_met():
    svg = ladder(level())

    assert [diamond_x(mark) for mark in marks(svg, "c-need")] == [293.4]


@pytest.mark.parametrize(
    ("low", "high", "way"),
    [
        (Fraction(1, 2), Fraction(1, 2), (180, 293.4)),
        (Fraction(0), Fraction(1, 2), (180, 293.4)),
        (NEEDS, NEEDS, None),
        (Fraction(0), Fraction(1), None),
        (Fraction(1), Fraction(1), None),
    ],
    ids=["dot", "band", "at the bar", "may be over it", "over it"],
)
def test_ladder_draws_the_way_from_the_best_end_to_the_bar(low, high, way):
    assert ways(ladder(level(low, high))) == ([way] if way else [])


def test_plot_labels_each_step_over_its_tick():
    svg = plot(skill())

    labels = marks(svg, "c-muted")
    assert [label.text for label in labels] == ["0", "1", "2", "3", "4"]
    assert [float(label.get("x")) for label in labels] == [226, 253.5, 281, 308.5, 336]
    assert marks(svg, "c-grid")[0].get("d") == "M226 10H336M226 6v8M253.5 6v8M281 6v8M308.5 6v8M336 6v8"


def test_plot_has_a_row_for_each_skill_and_room_for_it():
    svg = plot(skill(name="One"), skill(name="Two"))

    assert texts(svg)[6:] == ["One", "Two"]
    assert [row.get("transform") for row in svg.iter(f"{SVG}g")] == ["translate(0 18)", "translate(0 39)"]
    assert svg.get("viewBox") == "0 0 360 60"


@pytest.mark.parametrize(("step", "x"), [(0, 226), (2, 281), (4, 336)])
def test_plot_puts_a_sure_answer_as_a_dot_on_its_step(step, x):
    svg = plot(skill(step))

    assert [float(dot.get("cx")) for dot in marks(svg, "c-you")] == [x]
    assert marks(svg, "c-band") == []


def test_plot_shows_an_open_answer_as_a_band_over_its_steps():
    svg = plot(skill(1, 3))

    [band] = marks(svg, "c-band")
    assert marks(svg, "c-you") == []
    assert (float(band.get("x")), float(band.get("width"))) == (253.5 - 6, 55 + 12)


@pytest.mark.parametrize(
    ("low", "high", "needs", "way"),
    [(1, 1, 3, (253.5, 308.5)), (0, 2, 3, (281, 308.5)), (3, 3, 3, None), (4, 4, 3, None), (0, 4, 3, None)],
    ids=["short", "band short", "met", "beyond", "may be met"],
)
def test_plot_draws_diamond_and_way(low, high, needs, way):
    svg = plot(skill(low, high, needs))

    assert [diamond_x(mark) for mark in marks(svg, "c-need")] == [308.5]
    assert ways(svg) == ([way] if way else [])


@pytest.mark.parametrize(
    ("steps", "low", "x"), [((1, 2, 3, 4), 1, 226), ((1, 2, 3, 4), 4, 336), (range(7), 3, 281), ((2,), 2, 226)]
)
def test_plot_fits_any_scale(steps, low, x):
    svg = plot(skill(low, needs=low), steps=steps)

    assert [float(dot.get("cx")) for dot in marks(svg, "c-you")] == [x]


@pytest.mark.parametrize("steps", [(0, 1, 2, 3, 4), (1, 2, 3), (2,)])
def test_cell_of_a_gap_shows_what_a_line_of_the_plot_shows(steps):
    cell = parsed(gap_cell(steps[0], steps[0], steps[-1], steps))
    [row] = plot(skill(steps[0], needs=steps[-1]), steps=steps).iter(f"{SVG}g")

    assert [element.attrib for element in cell] == [element.attrib for element in list(row)[1:]]
    assert (cell.get("aria-hidden"), cell.get("viewBox")) == ("true", "214 0 134 20")
