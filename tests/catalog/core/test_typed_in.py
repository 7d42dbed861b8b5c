"""What an editor types or pastes, as values."""

import pytest

from catalog.core.typed_in import Line, key_of, lines_of, steps_of


@pytest.mark.parametrize(
    ("name", "taken", "key"),
    [
        ("Soldering", (), "soldering"),
        ("  C++ & Rust: the basics! ", (), "c-rust-the-basics"),
        ("Übung macht’s", (), "ubung-machts"),
        ("الناس", (), "skill"),
        ("الناس", {"skill", "skill-2"}, "skill-3"),
        ("Soldering", {"soldering"}, "soldering-2"),
        ("a" * 80, (), "a" * 64),
        ("a" * 80, {"a" * 64}, "a" * 62 + "-2"),
    ],
)
def test_a_key_is_made_of_the_name_and_is_the_only_one(name, taken, key):
    assert key_of(name, taken, "skill") == key


def test_lines_are_parted_at_their_first_dash_bar_or_tab():
    text = "Soldering – Join two parts – for good\n\n  Re-use\nCut\tTake apart\r\nGlue | Join\nWeld - Melt\n - \n"
    assert lines_of(text) == [
        Line("Soldering", "Join two parts – for good"),
        Line("Re-use", ""),
        Line("Cut", "Take apart"),
        Line("Glue", "Join"),
        Line("Weld", "Melt"),
        Line("-", ""),
    ]


@pytest.mark.parametrize(
    ("text", "steps"), [("", []), ("1-3", [1, 2, 3]), ("4, 2 2", [2, 4]), ("1–2;4", [1, 2, 4]), ("3-1", [])]
)
def test_steps_are_read(text, steps):
    assert steps_of(text) == steps


@pytest.mark.parametrize("text", ["one", "1+2", "1.5"])
def test_what_is_no_steps_is_refused(text):
    with pytest.raises(ValueError, match=text.replace("+", r"\+")):
        steps_of(text)
