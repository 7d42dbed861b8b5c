"""What columns of sentences say of the scale."""

import pytest

from tests.catalog.exchange.core.formats.matrix.made import L, read


@pytest.mark.parametrize(("names", "lowest"), [(("Aware", "Able", "Expert"), 1), (("None", "Basic", "Expert"), 0)])
def test_steps_without_numbers_count_from_1_or_from_0_where_the_lowest_means_none(names, lowest):
    rows: list[list[object]] = [["Skill", *names]]
    rows += [[skill, *(f"{L}{skill} {name}" for name in names)] for skill in ("Python", "SQL")]
    imported = read(S=rows)
    assert [(step.value, step.name) for step in imported.snapshot.scale] == [*enumerate(names, lowest)]
    assert [anchor.step for anchor in imported.snapshot.skills[0].anchors] == [lowest, lowest + 1, lowest + 2]
