"""Kill whoever applies an import, again and again, at any of its queries: all of it is there afterwards, or nothing.

KILL_CYCLES says how often (10 in .ci/run).
"""

import json
import os
import random
import signal
import subprocess
import sys
from typing import Any

from tests import environment, servers

CYCLES = int(os.environ.get("KILL_CYCLES", "3"))
NEVER = 10**6


class Hand:
    """The process that forks one for each step."""

    def __init__(self, env: dict[str, str]) -> None:
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.importing"],
            cwd=servers.ROOT, env=environment.clean(**env), stdin=pipe, stdout=pipe, text=True,
        )  # fmt: skip

    def tell(self, *words: object) -> None:
        assert self.process.stdin is not None
        print(*words, file=self.process.stdin, flush=True)

    def hear(self) -> Any:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        return "gone" if line == "gone\n" else json.loads(line)

    def asked(self, *words: object) -> Any:
        """What a step says that is left in peace."""
        self.tell(*words)
        answer = self.hear()
        assert self.hear() == "gone"
        return answer


def test_whoever_is_killed_wrote_all_or_nothing(url: str) -> None:
    hand = Hand({"DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": url})
    with hand.process:  # which closes its pipes at the end, and so ends
        assert hand.asked("prepare") == "ready"
        queries = left_in_peace(hand)
        chance = random.Random(CYCLES)
        for cycle in range(CYCLES):
            killed(hand, f"cycle-{cycle}", chance.randint(1, queries), waits=cycle % 2 == 0)


def left_in_peace(hand: Hand) -> int:
    """Apply an import; gives how many queries that takes."""
    pk, after = hand.asked("bring", "first")
    hand.tell("apply", pk, NEVER, "waits")
    hand.hear()
    queries = int(hand.hear())
    assert hand.hear() == "gone"
    assert hand.asked("look", pk)[0] == after
    return queries


def killed(hand: Hand, mark: str, at_query: int, *, waits: bool) -> None:
    """Kill an import at one of its queries, while it waits there or as it goes on."""
    pk, after = hand.asked("bring", mark)
    before = hand.asked("look", pk)
    hand.tell("apply", pk, at_query, "waits" if waits else "goes-on")
    worker = hand.hear()
    assert hand.hear() == "here"
    os.kill(worker, signal.SIGKILL)
    while hand.hear() != "gone":
        assert not waits
    digest, marks, kept, state = hand.asked("look", pk)
    if digest == after:
        assert (marks, kept, state) == ([mark], before[2] + 1, "applied")
        assert hand.asked("settle", pk) == ["applied", []]
    else:
        assert [digest, marks, kept] == before[:3]
        assert state in {"previewed", "applying"}
        settled = ["refused", ["exchange-interrupted"]] if state == "applying" else ["previewed", []]
        assert hand.asked("settle", pk) == settled
