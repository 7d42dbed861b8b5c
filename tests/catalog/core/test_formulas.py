"""What a spreadsheet would run stands there as text."""

import pytest

from catalog.core.formulas import RISKY, csv_safe

STARTS = "".join(RISKY)


@pytest.mark.parametrize("start", STARTS, ids=ascii)
@pytest.mark.parametrize("spaces", ["", " ", "   "], ids=len)
def test_apostrophe_stands_before_whatever_starts_a_formula(start, spaces):
    assert csv_safe(f"{spaces}{start}1") == f"'{spaces}{start}1"


@pytest.mark.parametrize("value", ["", "a=1", "'=1", "3 Practitioner", "a\n1", "a; b", "a,=1", "a-b", 0, 4, -1])
def test_harmless_cell_stays_as_it_is(value):
    assert csv_safe(value) == value


@pytest.mark.parametrize("start", [start for start in STARTS if not start.isspace()], ids=ascii)
@pytest.mark.parametrize("spaces", ["", "  "], ids=len)
@pytest.mark.parametrize("separator", ["\n", "\r\n", ";", "\t"], ids=ascii)
def test_what_another_separator_makes_a_cell_is_shielded_like_its_start(start, spaces, separator):
    """Told “;”, a spreadsheet ends cells within our quotes, and what stands behind it would run."""
    assert csv_safe(f"x{separator}{spaces}{start}1+3") == f"x{separator}'{spaces}{start}1+3"
