"""Markup as plain text, however it is written and whatever is left open."""

import pytest

from catalog.exchange.core.formats.case.plain import line, plain, short


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("<p>One</p><p>two <em>three</em></p>", "One\ntwo three"),
        ("3<sup>2</sup> H<sub>2</sub>O &lt; 5", "3^2 H_2O < 5"),
        ("a<script>x<b>y</script>b<!-- c -->d", "abd"),
        ("a<script>x", "a"),
        ("a<!-- b", "a"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        (r"$\frac{1}{2} \times \sqrt{x}$ and \(a \leq b\) and \[c\] and $$d$$", "(1)/(2) ×√(x) and a ≤b and c and d"),
        (r"$\text{area}\ \unknown\%$", "area unknown %"),
        ("costs $5 and $6", "costs $5 and $6"),
        ("**bold** _it_ `code` snake_case 2*3*4", "bold it code snake_case 2*3*4"),
        ("# Head\n> said [here](http://x)\n\n\nend", "Head\nsaid here\nend"),
        ("| a | b |\n| --- | --- |\n| 1 | 2 |", "a | b\n1 | 2"),
    ],
)
def test_words_stay_and_signs_go(text, expected):
    assert plain(text) == expected


def test_a_line_and_what_is_too_long():
    assert line("<p>a</p><p>b</p>") == "a b"
    assert short("short", 9) == "short"
    assert short("one two three", 9) == "one two…"
    assert short("onetwothree", 9) == "onetwoth…"


@pytest.mark.parametrize(
    "piece", ["<script>", "<!--", "<a ", "$$", r"\(", r"\[", "[", "| ", "**", "_a", "\n> ", "&lt;", "${"]
)
def test_no_text_takes_long(piece):
    assert isinstance(plain(piece * 20_000), str)
