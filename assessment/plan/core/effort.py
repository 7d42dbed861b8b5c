"""How the hours of a step split into study and practice (method.md 4.3): the higher the step, the more is practice.

Judgement, not measurement.
"""

from fractions import Fraction
from math import floor

# Per cent of a step's hours that are study: of the first step above the lowest, and of the highest.
FIRST, LAST = 100, 10


def study_hours(hours: int, step: int, lowest: int, highest: int) -> int:
    """The hours of study, whole and rounded half up, in the typical `hours` that lead to a step; the rest is practice.

    The share falls in equal parts from the first step above the lowest of the scale to the highest: on a scale of 0 to
    4 it is 100, 70, 40 and 10 per cent. A scale of two steps has study alone.
    """
    way = Fraction(step - lowest - 1, max(1, highest - lowest - 1))
    return floor(hours * (FIRST - (FIRST - LAST) * way) / 100 + Fraction(1, 2))
