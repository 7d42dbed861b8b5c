"""The colours of steps go by their place on a scale and never by their numbers."""

import re
from itertools import combinations
from pathlib import Path

import pytest

from catalog.core.snapshot import TONES
from tests.catalog.core import mini

ROOT = Path(__file__).parents[3]
SCALES = [(low, high) for low, high in combinations(range(10), 2)]


@pytest.mark.parametrize(("low", "high"), SCALES)
def test_every_step_of_every_scale_has_a_tone_of_its_own_from_the_palest_to_the_deepest(low, high):
    snapshot = mini.snapshot([], [], scale=mini.scale(low, high))
    tones = [snapshot.tone(value) for value in range(low, high + 1)]
    assert tones == sorted(set(tones))
    assert (tones[0], tones[-1]) == (0, TONES)


def test_what_is_off_the_scale_has_the_tone_of_its_end():
    snapshot = mini.snapshot([], [], scale=mini.scale(2, 5))
    assert (snapshot.tone(0), snapshot.tone(9)) == (0, TONES)
    assert mini.snapshot([], [], scale=mini.scale(3, 3)).tone(3) == 0


def test_a_scale_with_holes_has_different_tones_too():
    steps = [step for step in mini.scale(0, 9) if step.value in {0, 1, 9}]
    snapshot = mini.snapshot([], [], scale=tuple(steps))
    assert len({snapshot.tone(step.value) for step in steps}) == 3


def test_every_tone_is_drawn():
    tokens = (ROOT / "static" / "css" / "tokens.css").read_text()
    assert re.findall(r"^\.tone--(\d+) \{ --share: ", tokens, re.M) == [str(tone) for tone in range(TONES + 1)]


def test_no_style_and_no_template_goes_by_the_number_of_a_step():
    texts = {
        path: path.read_text()
        for folder, ending in (("static/css", "css"), ("templates", "html"))
        for path in (ROOT / folder).rglob(f"*.{ending}")
        if not path.name.startswith("bootstrap.")
    }
    by_number = re.compile(r"\b(?!tone)[a-z_]+--(\d|\{\{ ?(value|step|[a-z.]+\.value) ?\}\})")
    assert [str(path) for path, text in texts.items() if by_number.search(text)] == []
