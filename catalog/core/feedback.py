"""What a visitor may say of a question: one of few kinds, and a line of text."""

from typing import Literal, get_args

Kind = Literal["unclear", "outdated", "misfit"]
KINDS: tuple[Kind, ...] = get_args(Kind)
LIMIT = 300  # letters
