"""The rules of scoring as docs/method.md has them, for who wants to know how a number comes to be."""

import re
from collections.abc import Sequence
from typing import NamedTuple

_SECTION = re.compile(r"^#{2,3} (?P<number>\d(?:\.\d)?)\.? (?P<title>.+)$", re.MULTILINE)
_MARKUP = re.compile(r"\*\*|(?<!\w)\*(?=\w)|(?<=\w)\*(?!\w)|`")


class RuleText(NamedTuple):
    """A section of the method: its number, its title, and its paragraphs without mark-up."""

    number: str
    title: str
    paragraphs: tuple[str, ...]


def rules_of(method: str, numbers: Sequence[str]) -> list[RuleText]:
    """The sections with these numbers. Raises KeyError for one that is not there."""
    heads = list(_SECTION.finditer(method))
    ends = [head.start() for head in heads[1:]] + [len(method)]
    found = {
        head["number"]: RuleText(head["number"], head["title"], _paragraphs(method[head.end() : end]))
        for head, end in zip(heads, ends, strict=True)
    }
    return [found[number] for number in numbers]


def _paragraphs(text: str) -> tuple[str, ...]:
    """Paragraphs and items of a list in one line each; formulas line by line."""
    parts: list[str] = []
    for block in text.strip().split("\n\n"):
        if block.startswith("    "):
            parts += [" ".join(line.split()) for line in block.splitlines()]
        else:
            parts += [" ".join(item.split()) for item in re.split(r"\n(?=- |\d+\. )", block)]
    return tuple(_MARKUP.sub("", part).removeprefix("- ") for part in parts if part)
