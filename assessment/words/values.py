"""The vocabularies that rows, forms, scripts and files share. Their words are in `words.vocabulary`."""

from typing import Literal, get_args

LastUsed = Literal["", "this_year", "one_to_three", "longer"]
LAST_USED: tuple[LastUsed, ...] = get_args(LastUsed)

# How much an attempt asks: all questions, must-haves until nothing could change, or some areas again.
Kind = Literal["full", "quick", "recheck"]
FULL, QUICK, RECHECK = KINDS = get_args(Kind)

# How far a person says a step of a plan is.
TickState = Literal["started", "done", "dropped"]
STARTED, DONE, DROPPED = TICK_STATES = get_args(TickState)

Verdict = Literal["not_yet", "close", "met"]
NOT_YET, CLOSE, MET = VERDICTS = get_args(Verdict)
