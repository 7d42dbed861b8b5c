"""Keys that no two things have."""

from catalog.exchange.core.formats.case.keys import Keys


def test_a_key_is_given_once_and_fits_however_many_want_it():
    keys = Keys("level", 8)
    assert [keys.give("Tie knots", wanted) for wanted in ("knots", "knots", "No key", 5, "far-too-long")] == [
        "knots", "tie-knot", "tie-kn-2", "tie-kn-3", "tie-kn-4",
    ]  # fmt: skip
