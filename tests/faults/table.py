"""All drills by name, and how large they are: for a glance, as in the gate, and in full."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from tests.faults.drills import (
    clocks,
    exchanges,
    fuzz,
    journeys,
    kills,
    lost_answers,
    outages,
    power,
    scanners,
    tabs,
    upgrades,
)
from tests.faults.figures import Figures, Line
from tests.faults.stock import Stock


class Size(NamedTuple):
    kills: int  # cycles on SQLite
    postgres_kills: int
    power: int
    postgres_power: int
    seconds: int  # of each outage
    people: int  # who work meanwhile
    lost: int  # answers
    journeys: int
    rounds: int  # of publishing and migrating, and of jumps of the clock
    requests: int = 1000  # of those that mean no good
    exports: int = 100
    frameworks: int = 20  # out and in again
    imports: int = 4  # killed


QUICK = Size(kills=3, postgres_kills=3, power=2, postgres_power=2, seconds=3, people=8, lost=20, journeys=1, rounds=1)
SMOKE = Size(kills=10, postgres_kills=4, power=6, postgres_power=3, seconds=6, people=8, lost=100, journeys=1, rounds=2)
FULL = Size(
    kills=300,
    postgres_kills=100,
    power=100,
    postgres_power=30,
    seconds=60,
    people=100,
    lost=1000,
    journeys=30,
    rounds=30,
    requests=50_000,
    exports=10_000,
    frameworks=1000,
    imports=50,
)
CONTROL_CYCLES = 20  # at most: a control ends with its first loss

DRILLS: Mapping[str, Callable[[Stock, Size], Iterator[Figures]]] = {
    "power": lambda stock, size: power.sqlite(stock, size.power, CONTROL_CYCLES),
    "power-postgres": lambda stock, size: power.postgres(stock, size.postgres_power, CONTROL_CYCLES),
    "kill": lambda stock, size: kills.sqlite(stock, size.kills),
    "kill-workers": lambda stock, size: kills.workers(stock, size.kills // 3),
    "kill-postgres": lambda stock, size: kills.postgres(stock, size.postgres_kills),
    "full": lambda stock, size: outages.sqlite_full(stock, size.seconds, size.people),
    "full-postgres": lambda stock, size: outages.postgres_full(stock, size.seconds, size.people),
    "locked": lambda stock, size: outages.sqlite_locked(stock, size.seconds, size.people),
    "away-postgres": lambda stock, size: outages.postgres_away(stock, size.seconds, size.people),
    "lost-answers": lambda stock, size: lost_answers.sqlite(stock, size.lost),
    "upgrade": lambda stock, size: upgrades.sqlite(stock, size.rounds),
    "upgrade-postgres": lambda stock, size: upgrades.postgres(stock, size.rounds),
    "journey": lambda stock, size: journeys.postgres(stock, size.journeys),
    "clock": lambda stock, size: clocks.sqlite(stock, size.rounds),
}
# What the suite runs in small by itself.
IN_FULL: Mapping[str, Callable[[Stock, Size], Iterator[Line]]] = {
    **DRILLS,
    "tabs": lambda stock, size: tabs.side_by_side(size.lost * 10),
    "fuzz": lambda stock, size: fuzz.both(size.requests),
    "bombs": lambda stock, size: exchanges.bombs(),
    "formulas": lambda stock, size: exchanges.formulas(size.exports),
    "round-trips": lambda stock, size: exchanges.round_trips(size.frameworks),
    "kill-imports": lambda stock, size: exchanges.killed(size.imports),
    "wapiti": lambda stock, size: scanners.wapiti(stock),
    "wapiti-names": lambda stock, size: scanners.wapiti_names(stock),
    "sqlmap": lambda stock, size: scanners.sqlmap(stock),
}
