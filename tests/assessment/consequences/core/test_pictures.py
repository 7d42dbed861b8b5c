"""Two bars for where people stand, with a part for each stand that is told."""

import re

from assessment.consequences.core.counting import STANDS, Stand
from assessment.consequences.core.pictures import bars
from assessment.consequences.core.telling import Told


def stands(*abouts: int) -> dict[Stand, Told]:
    return dict(zip(STANDS, map(Told, abouts), strict=True))


def test_a_part_for_each_stand_and_none_for_few():
    drawn = bars(stands(30, 0, 60, 10), stands(0, 0, 0, 0), key="k", title="<T>", description="D")
    widths = [float(width) for width in re.findall(r'width="([\d.]+)" height', drawn)]
    assert [round(width / sum(widths), 2) for width in widths] == [0.3, 0.6, 0.1]
    assert "&lt;T&gt;" in drawn
