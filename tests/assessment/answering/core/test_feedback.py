"""A remark on a question, as its form sends it."""

import pytest

from assessment.answering.core import feedback
from assessment.answering.core.feedback import Remark, Typed
from assessment.words.refusals import Refused


def test_a_remark_is_of_a_kind_with_a_line_or_without():
    fields = {"cut-about": "unclear", "cut-said": "  Which\r\npaper? ", "glue-about": "outdated"}
    assert feedback.parse(fields, "cut") == Remark("cut", "unclear", "Which paper?")
    assert feedback.parse(fields, "glue") == Remark("glue", "outdated", "")
    assert feedback.typed(fields, "weld") == Typed("", "")


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({}, "no_kind"),
        ({"cut-about": "rude", "cut-said": "x"}, "no_kind"),
        ({"cut-about": "misfit", "cut-said": "x" * 302}, "too_long:2"),
        ({"cut-about": "misfit", "cut-said": "x\0"}, "bad_characters:remark"),
    ],
)
def test_what_is_no_remark_is_refused(fields, refused):
    with pytest.raises(Refused) as found:
        feedback.parse(fields, "cut")
    assert (found.value.status, str(found.value)) == (422, refused)


def test_its_length_counts_once_it_is_cleaned():
    fields = {"cut-about": "misfit", "cut-said": " " * 50 + "x" * 300 + "\n"}
    assert feedback.parse(fields, "cut").text == "x" * 300
