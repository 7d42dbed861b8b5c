import pytest

from assessment.privacy.core.rules import rules_of

METHOD = """# The method

## 3. Scoring

### 3.1 Symbols

One *line* and
the **rest** of w*x.

- **Met**: yes
  and more
- no

    R = a + b      where it is
    hold = min(R, 1)

### 3.2 Next

`code`
"""


def test_a_section_is_told_in_paragraphs_without_mark_up():
    [symbols, after] = rules_of(METHOD, ("3.1", "3.2"))
    assert (symbols.number, symbols.title) == ("3.1", "Symbols")
    assert symbols.paragraphs == (
        "One line and the rest of w*x.",
        "Met: yes and more",
        "no",
        "R = a + b where it is",
        "hold = min(R, 1)",
    )
    assert after.paragraphs == ("code",)


def test_a_section_that_is_not_there_is_refused():
    with pytest.raises(KeyError):
        rules_of(METHOD, ("9.9",))
