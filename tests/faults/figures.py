"""What a drill measured, and whether that is as it must be."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from tests.faults.people import TAKEN, TRY_AGAIN, UNKNOWN, Person, Rows, judged


class LeftOut(Exception):
    """What a drill needs is not to be had here; the reason in words."""


class Line(Protocol):
    """One line of the run, printed as it is."""

    @property
    def holds(self) -> bool: ...
    @property
    def is_quick(self) -> bool: ...


@dataclass
class Counts:
    """A line of what was tried so many times, where nothing is to be lost, and what came of it that may not be, in words.
    A control is set up to show that such things are seen: where none is, the line beside it shows nothing."""

    name: str
    done: int
    goal: int  # at least so many
    of: str  # what they are
    wrong: list[str] = field(default_factory=list)
    is_control: bool = False
    slowest: float = 0.0
    goal_seconds: float | None = None  # for each
    more: dict[str, object] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        return bool(self.wrong) if self.is_control else self.done >= self.goal and not self.wrong

    @property
    def is_quick(self) -> bool:
        return self.goal_seconds is None or self.slowest <= self.goal_seconds

    def __str__(self) -> str:
        said: dict[str, object] = {self.of: f"{self.done} (goal {self.goal})", "wrong": len(self.wrong), **self.more}
        if self.goal_seconds is not None:
            said["slowest"] = f"{self.slowest:.1f} s (goal {self.goal_seconds:g} s)"
        if self.wrong and not self.is_control:
            said["such as"] = "\n".join(self.wrong[:5])
        return _line(self.name, said, self)


def _line(name: str, said: dict[str, object], line: "Counts | Figures") -> str:
    verdict = "ok" if line.holds and line.is_quick else "slow" if line.holds else "NOT AS IT MUST BE"
    kind = " (control, must lose)" if line.is_control else ""
    return f"{name}{kind}: " + ", ".join(f"{name} {value}" for name, value in said.items()) + f": {verdict}"


@dataclass
class Figures:
    """One line of the run. A control is set up to lose: where it loses nothing, the drill shows nothing."""

    name: str
    is_control: bool = False
    goal_seconds: float | None = None  # for the longest recovery
    must_answer: bool = False  # whether each request gets an answer, since it is not the site that is at fault
    must_work: bool = False  # and whether that is never “try again”
    cycles: int = 0
    acks: int = 0
    lost: int = 0
    corrupt: int = 0
    twice: int = 0
    recovery: float = 0.0
    statuses: Counter[int] = field(default_factory=Counter)
    refused: list[object] = field(default_factory=list)
    more: dict[str, object] = field(default_factory=dict)

    def recovered(self, seconds: float) -> None:
        self.recovery = max(self.recovery, seconds)

    def judge(self, people: Iterable[Person], rows: Rows) -> bool:
        """Count what is not as it should be in one cycle; whether all is."""
        verdict = judged(people, rows)
        self.lost += verdict.lost
        self.corrupt += verdict.half
        self.twice += verdict.twice
        return not any(verdict)

    def count(self, people: Iterable[Person]) -> "Figures":
        """Take over what people counted, at the end."""
        for person in people:
            self.acks += person.acks
            self.statuses += person.statuses
            self.refused += person.refused
        return self

    @property
    def errors(self) -> int:
        """Answers that may not be: neither what was asked for nor, where that may be, “try again” or none at all."""
        may_be = {TAKEN, *([] if self.must_answer else [UNKNOWN]), *([] if self.must_work else [TRY_AGAIN])}
        return sum(count for status, count in self.statuses.items() if status not in may_be)

    @property
    def holds(self) -> bool:
        if self.is_control:
            return self.lost + self.corrupt > 0
        return self.acks > 0 and not (self.lost or self.corrupt or self.twice or self.errors or self.refused)

    @property
    def is_quick(self) -> bool:
        """Whether it came back in time; a busy machine decides this, so that the gate does not ask."""
        return self.goal_seconds is None or self.recovery <= self.goal_seconds

    def __str__(self) -> str:
        said: dict[str, object] = {
            "cycles": self.cycles, "acked": self.acks, "lost": self.lost, "corrupt": self.corrupt, "twice": self.twice,
            "503": self.statuses[TRY_AGAIN], "no answer": self.statuses[UNKNOWN], "wrong": self.errors, **self.more,
        }  # fmt: skip
        if self.goal_seconds is not None:
            said["longest recovery"] = f"{self.recovery:.1f} s (goal {self.goal_seconds:g} s)"
        if self.refused:
            said["refused"] = self.refused[:3]
        return _line(self.name, said, self)
