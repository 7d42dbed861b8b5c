"""The picture of pay: well-formed SVG that says in marks what the table beside it says in figures."""

from xml.etree import ElementTree

import pytest

from catalog.core.pictures import PayRow, axis, pay_ranges
from catalog.core.svg import short

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</text><script>alert(\"1\")</script> & <b onload='x'>"


def picture(*rows: PayRow, title: str = "Pay", description: str = "Words") -> ElementTree.Element:
    return ElementTree.fromstring(
        pay_ranges(rows, number=lambda figure: f"{figure:,}", key="pay", title=title, description=description)
    )


def pay(low: int | None = None, median: int | None = None, high: int | None = None, name: str = "Analyst") -> PayRow:
    return PayRow(name, "in words", low, median, high)


def marks(svg: ElementTree.Element, tag: str) -> list[ElementTree.Element]:
    return list(svg.iter(f"{SVG}{tag}"))


def texts(svg: ElementTree.Element) -> list[str | None]:
    return [element.text for element in marks(svg, "text")]


def test_picture_goes_onto_a_page_as_it_is():
    made = pay_ranges([pay(1, 2, 3)], number=str, key="pay", title="Pay", description="Words")

    assert made.__html__() == str(made)


def test_picture_is_named_by_its_title_and_description():
    svg = picture(pay(1, 2, 3))

    assert (svg.get("role"), svg.get("aria-labelledby")) == ("img", "pay-title pay-desc")
    assert [(each.get("id"), each.text) for each in svg[:2]] == [("pay-title", "Pay"), ("pay-desc", "Words")]


def test_picture_holds_nothing_that_the_content_security_policy_forbids():
    svg = picture(pay(1, 2, 3, name=HOSTILE), title=HOSTILE, description=HOSTILE)

    names = {name for element in svg.iter() for name in element.attrib}
    assert [name for name in names if name == "style" or name.startswith("on") or "href" in name] == []
    assert {element.tag.removeprefix(SVG) for element in svg.iter()} <= {
        "svg", "title", "desc", "text", "g", "path", "rect", "circle",
    }  # fmt: skip
    assert [svg[0].text, svg[1].text] == [HOSTILE, HOSTILE]


def test_picture_shows_hostile_words_as_words_and_cuts_long_ones():
    name = "<b>&" * 20

    assert texts(picture(pay(1, None, 1, name=name)))[-2] == short(name, 36)


@pytest.mark.parametrize(
    ("row", "bars", "dots"),
    [
        (pay(100, None, 300), [(130, 200)], []),
        (pay(100, 200, 300), [(130, 200)], [230]),
        (pay(None, 200, None), [], [230]),
        (pay(200, None, None), [], [230]),
        (pay(None, None, 200), [], [230]),
        (pay(200, 200, 200), [], [230]),
        (pay(100, 200, None), [], [130, 230]),
    ],
    ids=["range", "range and middle", "middle", "low", "high", "all the same", "no high"],
)
def test_a_range_is_a_bar_and_a_single_figure_a_dot(row, bars, dots):
    svg = picture(row, pay(median=300, name="The end of the axis"))

    first = marks(svg, "g")[0]
    assert texts(svg)[:4] == ["0", "100", "200", "300"]
    assert [(float(bar.get("x")), float(bar.get("width"))) for bar in first.iter(f"{SVG}rect")] == bars
    assert [float(dot.get("cx")) for dot in first.iter(f"{SVG}circle")] == dots


def test_a_dot_of_pay_is_not_the_dot_that_stands_for_the_reader():
    assert [dot.get("class") for dot in marks(picture(pay(median=5)), "circle")] == ["c-ink"]


def test_picture_has_a_row_for_each_statement_and_room_for_it():
    svg = picture(pay(1, None, 2, "One"), pay(median=2, name="Two"))

    assert texts(svg)[-4:] == ["One", "in words", "Two", "in words"]
    assert [row.get("transform") for row in marks(svg, "g")] == ["translate(0 20)", "translate(0 62)"]
    assert svg.get("viewBox") == "0 0 360 104"


def test_picture_without_statements_is_still_one():
    assert texts(picture()) == ["0", "1"]


@pytest.mark.parametrize(
    ("highest", "ticks"),
    [
        (0, [0, 1]),
        (5, [0, 1, 2, 3, 4, 5]),
        (6, [0, 2, 4, 6]),
        (11, [0, 5, 10, 15]),
        (90_000, [0, 20_000, 40_000, 60_000, 80_000, 100_000]),
        (446_000, [0, 100_000, 200_000, 300_000, 400_000, 500_000]),
    ],
)
def test_axis_has_few_round_figures_and_ends_at_or_above_the_highest(highest, ticks):
    assert axis(highest) == ticks
