"""Values of a strategy of Hypothesis as a list, the same ones for the same number."""

from contextlib import suppress
from typing import TypeVar

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from hypothesis.strategies import SearchStrategy

T = TypeVar("T")


def drawn(of: SearchStrategy[T], count: int, at: int) -> list[T]:
    """So many, or fewer where the strategy has no more."""
    found: list[T] = []

    @seed(at)
    @settings(
        max_examples=count, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=[*HealthCheck]
    )
    @given(of)
    def gather(one: T) -> None:
        found.append(one)

    with suppress(Unsatisfiable):
        gather()
    return found
