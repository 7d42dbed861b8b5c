"""One skill's fields of a page form, as the page works without JavaScript."""

import pytest

from assessment.answering.core.saving import Save, parse_form
from assessment.words.refusals import Refused
from tests.assessment.mini import QUESTIONS, SCALE

FULL = {"a-step": "3", "a-rev": "2", "a-unsure": "on", "a-evidence": "A paper"}


def read(fields: dict[str, str], skill: str = "a", scale: tuple[int, int] = SCALE) -> Save:
    return parse_form(fields, skill, QUESTIONS, scale)


def assert_refused(fields: dict[str, str], code: str, skill: str = "a", scale: tuple[int, int] = SCALE) -> None:
    with pytest.raises(Refused) as caught:
        read(fields, skill, scale)

    assert (caught.value.status, str(caught.value)) == (422, code)


def test_form_gives_the_save_of_its_skill():
    assert read(FULL) == Save("a", 3, True, "A paper", 2)


def test_form_reads_only_the_fields_of_the_skill():
    fields = FULL | {"b-step": "1", "b-rev": "5", "csrfmiddlewaretoken": "x"}

    assert read(fields, "b") == Save("b", 1, False, None, 5)


def test_form_without_any_field_is_no_answer():
    assert read({}) == Save("a", None, False, None, 0)


def test_form_tick_without_an_answer_says_nothing_yet():
    assert read({"a-unsure": "on", "a-step": ""}) == Save("a", None, False, None, 0)


def test_form_tick_on_step_0_counts():
    assert read({"a-unsure": "on", "a-step": "0"}) == Save("a", 0, True, None, 0)


@pytest.mark.parametrize(
    "step",
    ["-1", "3.7", "3,5", "٣", "３", "²", "three", "10", "03", " 3", "3 ", "3\0", "true", "9" * 5000],
    ids=lambda step: ascii(step)[:8],
)
def test_form_step_that_is_no_digit_is_refused(step):
    assert_refused({"a-step": step}, "bad_value:step")


@pytest.mark.parametrize(("step", "scale"), [("5", (0, 4)), ("9", (0, 6)), ("0", (1, 4))])
def test_form_step_off_the_scale_is_refused(step, scale):
    assert_refused({"a-step": step}, "bad_value:step", scale=scale)


@pytest.mark.parametrize("rev", ["", "-1", "1.0", "x", "٣", " 1", "1\n", "12345678901", "2147483648"], ids=ascii)
def test_form_rev_that_no_counter_reaches_is_refused(rev):
    assert_refused({"a-rev": rev}, "bad_value:rev")


def test_form_rev_of_the_last_count_is_taken():
    assert read({"a-rev": "2147483647"}).rev == 2_147_483_647


@pytest.mark.parametrize("unsure", ["true", "1", "off", "On"])
def test_form_tick_of_another_value_is_refused(unsure):
    assert_refused({"a-step": "1", "a-unsure": unsure}, "bad_value:unsure")


def test_what_older_pages_say_of_the_last_use_is_passed_over():
    assert read({"a-last_used": "longer"}) == read({})


@pytest.mark.parametrize("skill", ["ghost", "", "a\0"], ids=ascii)
def test_form_skill_that_is_not_asked_is_refused(skill):
    assert_refused({}, "unknown_skill", skill)


def test_form_newlines_of_a_browser_become_line_feeds():
    assert read({"a-evidence": "One\r\ntwo\r\n"}).evidence == "One\ntwo\n"
    assert read({"a-evidence": "One\rtwo\vthree"}).evidence == "One\ntwo\nthree"


@pytest.mark.parametrize("text", ["a\0b", "\ud800"], ids=["NUL", "surrogate"])
def test_form_evidence_that_a_database_would_refuse_is_refused(text):
    assert_refused({"a-evidence": text}, "bad_characters:evidence")


def test_form_evidence_is_measured_as_it_is_stored():
    assert read({"a-evidence": "x\r\n" * 500}).evidence == "x\n" * 500
    assert_refused({"a-evidence": "x\r\n" * 500 + "!"}, "evidence_too_long:1")
