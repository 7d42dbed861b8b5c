import pytest

from assessment.models import Assessment, PlanTick
from assessment.words import values


@pytest.mark.parametrize(
    ("choices", "vocabulary"),
    [
        (Assessment.Kind, (values.FULL, values.QUICK, values.RECHECK)),
        (PlanTick.State, (values.STARTED, values.DONE, values.DROPPED)),
    ],
)
def test_rows_offer_what_files_and_scripts_may_say(choices, vocabulary):
    assert tuple(choices.values) == vocabulary


def test_verdicts_stand_from_the_worst_to_the_best():
    assert values.VERDICTS == ("not_yet", "close", "met")
