"""Levels of a rubric that say nothing of a step."""

from catalog.exchange.core.formats.case.reading import read_value
from tests.catalog.exchange.core.formats.case import packages as p
from tests.catalog.exchange.core.formats.case.comes_back import back


def test_a_level_without_words_is_written_as_it_came():
    rubric = p.rubric(2, ("a", None, "c"))
    found = read_value({**p.garden(), "CFRubrics": [rubric]})
    assert [anchor.step for anchor in found.snapshot.skill["sow"].anchors] == [0, 2]
    [criterion] = back(found)["CFRubrics"][0]["CFRubricCriteria"]
    silent = [each for each in criterion["CFRubricCriterionLevels"] if "description" not in each]
    assert [(each["identifier"], each["score"]) for each in silent] == [(p.uuid(81), 1)]
