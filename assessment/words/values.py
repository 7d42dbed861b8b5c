"""The vocabularies that rows, forms, scripts and files share. Their words are in `words.vocabulary`."""

from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field

# How much an attempt asks: all questions, must-haves until nothing could change, or some areas again.
Kind = Literal["full", "quick", "recheck"]
FULL, QUICK, RECHECK = KINDS = get_args(Kind)

# How far a person says a step of a plan is.
TickState = Literal["started", "done", "dropped"]
STARTED, DONE, DROPPED = TICK_STATES = get_args(TickState)


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


# What files of ours hold, as their readers take it and as the published schema says it. In JSON 2.0 is a whole number.
Step = Annotated[int, Field(ge=0, le=99), BeforeValidator(_whole)]
Slug = Annotated[str, Field(min_length=1, max_length=64)]
LevelSlug = Annotated[str, Field(max_length=40)]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Label = Annotated[str, Field(max_length=200)]

Verdict = Literal["not_yet", "close", "met"]
NOT_YET, CLOSE, MET = VERDICTS = get_args(Verdict)
