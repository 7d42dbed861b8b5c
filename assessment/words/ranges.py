"""What answers leave open, as both of its ends, and shares as people read them."""

from fractions import Fraction
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Interval(NamedTuple):
    """From one step, or count, to another, both included."""

    low: int
    high: int


class Range(NamedTuple, Generic[T]):
    """Both ends of what the answers allow; equal ends mean that it is settled."""

    low: T
    high: T

    @property
    def is_settled(self) -> bool:
        return self.low == self.high


def percent(value: Fraction) -> int:
    """A share 0-1 as whole per cent, rounded down: a level that is missed never looks reached."""
    return value.numerator * 100 // value.denominator
