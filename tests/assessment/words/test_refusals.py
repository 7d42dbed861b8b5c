import pytest

from assessment.words.refusals import Refused


@pytest.mark.parametrize(
    ("detail", "said"), [(None, "too_large"), ("evidence", "too_large:evidence"), ("", "too_large:")]
)
def test_a_refusal_says_its_code_and_what_it_is_about(detail, said):
    refusal = Refused(413, "too_large", detail)
    assert (refusal.status, refusal.code, refusal.detail, str(refusal)) == (413, "too_large", detail, said)
