"""Rubrics of a package that say something odd."""

import pytest

from catalog.exchange.core.formats.case.reading import read_value
from tests.catalog.exchange.core.formats.case import packages as p
from tests.catalog.exchange.core.formats.case.comes_back import back, codes


def levels(rubric: p.Json) -> list[p.Json]:
    found: list[p.Json] = rubric["CFRubricCriteria"][0]["CFRubricCriterionLevels"]
    return found


def test_the_first_quality_of_a_score_names_its_step():
    rubrics = [p.rubric(2, ("a", "b")), p.rubric(3, ("c", "d"), number=90)]
    for rubric, names in zip(rubrics, ((" Low\n", ""), ("Other", "High")), strict=True):
        for level, name in zip(levels(rubric), names, strict=True):
            level["quality"] = name
    found = read_value({**p.garden(), "CFRubrics": rubrics})
    assert [(step.value, step.name) for step in found.snapshot.scale] == [(0, "Low"), (1, "High")]
    back(found)


def test_levels_of_no_known_step_are_told_and_kept():
    package = p.crew()
    package["CFRubrics"].append(p.rubric(3, ("x", "y"), (40, "many"), 120))
    levels(package["CFRubrics"][1])[1]["quality"] = "Unheard of"
    found = read_value(package)
    assert found.snapshot.skill["helm"].anchors == ()
    assert codes(found) == {"case-rubric-unread": 2}
    back(found)


@pytest.mark.parametrize("step", [True, -1, 10, "1", [1], None])
def test_a_level_whose_extension_says_no_step_is_read_by_its_score(step):
    package = p.crew()
    levels(package["CFRubrics"][0])[1]["extensions"] = [{"ext:skillgap": {"step": step}}]
    found = read_value(package)
    assert [anchor.text for anchor in found.snapshot.skill["knots"].anchors] == ["I watch.", "I tie one.", "I tie all."]
    back(found)


@pytest.mark.parametrize(
    "rubrics",
    [
        "x", {}, [5, None], [{"CFRubricCriteria": 5}], [{"CFRubricCriteria": [[], {"CFItemURI": "x"}]}],
        [{"CFRubricCriteria": [{"CFItemURI": {"identifier": p.uuid(2)}, "CFRubricCriterionLevels": {"a": 1}}]}],
        [{"identifier": 5, "title": [], "CFRubricCriteria": [{"weight": "much", "CFRubricCriterionLevels": [{"score": {}}]}]}],
    ],
)  # fmt: skip
def test_rubrics_of_a_wrong_shape_make_no_scale_and_no_anchors(rubrics):
    found = read_value({**p.garden(), "CFRubrics": rubrics})
    assert found.snapshot == read_value(p.garden()).snapshot
    back(found)
