"""A mapping is kept under a name, and only what is one."""

import pytest

from catalog.core.files import FileUnfit
from catalog.exchange import mappings
from catalog.exchange.core.formats import matrix
from catalog.models import Framework
from tests.conftest import NOW
from tests.workshop import FRAMEWORK

TABLE = b"Area,Skill,Junior,Senior\nCraft,Cut,Cuts paper,Cuts wood\n,Glue,Glues paper,Glues wood\n"


def test_a_mapping_is_kept_once_for_each_name(edition):
    framework = Framework.objects.get(slug=FRAMEWORK)
    mapping = matrix.plain(matrix.propose({"a.csv": TABLE}))
    first = mappings.keep(framework=framework, name="a.csv", mapping=mapping, by="erin", at=NOW)
    second = mappings.keep(framework=framework, name="a.csv", mapping=mapping | {"framework": "B"}, by="rose", at=NOW)
    assert first.pk == second.pk
    assert [(kept.mapping["framework"], kept.by) for kept in framework.mappings.all()] == [("B", "rose")]
    with pytest.raises(FileUnfit):
        mappings.keep(framework=framework, name="b.csv", mapping={"tables": 1}, by="erin", at=NOW)
