"""The scale that is proposed."""

from tests.catalog.exchange.core.formats.matrix.made import needs, read
from tests.catalog.exchange.counting import codes


def test_one_name_of_a_step_makes_no_scale():
    rows: list[list[object]] = [["Skill", "Data Analyst", "Data Engineer"]]
    rows += [["A", "Expert", "Expert"], ["B", "Expert", "expert"], ["C", "expert", ""]]
    imported = read(S=rows)
    assert "matrix-no-scale" in codes(imported)
    assert needs(imported)["Data Engineer/Data Engineer"] == {"a": 4, "b": 4}
