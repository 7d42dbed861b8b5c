"""How many stored attempts a draft would change, how, and by which change: exact counts, which nobody is shown as they
are (`telling`)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple, get_args

from assessment.consequences.core.carrying import Carried, StoredAttempt, Target, carry, target_of
from assessment.consequences.core.causes import Cause, bundled, causes_of, with_causes
from assessment.history.core.compare import WOBBLE
from assessment.role.core.compiled import CompiledRole
from assessment.role.core.scoring import CLOSE, MET
from assessment.words.ranges import Interval
from catalog.core.snapshot import RoleLevel, Snapshot

# Where both ends rise it is higher; where the range only widens, what was told is less certain.
Effect = Literal["higher", "lower", "less certain", "more certain"]
EFFECTS: tuple[Effect, ...] = get_args(Effect)
# Where somebody stands at a level: a verdict that both ends agree on, or none.
Stand = Literal["met", "close", "not yet", "unclear"]
STANDS: tuple[Stand, ...] = get_args(Stand)

# The usual wobble of readiness, in points (method.md 7.1).
WOBBLE_POINTS = int(100 * WOBBLE)
# So many causes are tried one by one, more of them in bundles.
MOST_CAUSES = 24
# So many attempts are scored to find causes, all causes together: the newest of them.
MOST_TRIED = 24_000


class Move(NamedTuple):
    """What a draft does to a verdict: None where it stays, and where it was before and after."""

    effect: Effect | None
    before: Stand
    after: Stand


class LevelCount(NamedTuple):
    """A level that both have: how many attempts make each move, and how many each change of readiness, by whether that
    is as large as the usual wobble or larger (method.md 7.1)."""

    level: RoleLevel
    moves: Counter[Move]
    readiness: Counter[tuple[Effect, bool]]


class CauseCount(NamedTuple):
    """A cause, or several of a kind (`size`), and how many attempts it changes when it is the only change."""

    cause: Cause
    size: int
    verdict: int
    readiness: int


class RoleCount(NamedTuple):
    """A role: attempts, those whose verdict or readiness changes at some level, and those with questions to answer anew.

    Verdicts and readiness are those that a report tells. Of the causes, `tried` attempts were looked at; `together` counts those of them that no cause changes alone.
    `new` and `gone` are levels that only one of both has; `is_gone` says that the draft has no such role.
    """

    role: str
    name: str
    attempts: int
    is_gone: bool = False
    verdict: int = 0
    readiness: int = 0
    reopened: int = 0
    levels: tuple[LevelCount, ...] = ()
    new: tuple[RoleLevel, ...] = ()
    gone: tuple[RoleLevel, ...] = ()
    causes: tuple[CauseCount, ...] = ()
    tried: int = 0
    together: int = 0


def count(
    before: Snapshot, after: Snapshot, role: str, attempts: Sequence[StoredAttempt], asked: Mapping[str, CompiledRole]
) -> RoleCount:
    """What the step from `before` to `after` does to attempts at a role of `before`, newest first.

    Both sides are what carrying over gives: of an attempt on `before` itself that is its own report. `asked` as in
    `carrying.onto`.
    """
    name, now = before.role[role].name, after.role.get(role)
    if now is None:
        return RoleCount(role, name, len(attempts), is_gone=True)
    base = target_of(before, role, asked)
    then = [carry(base, attempt) for attempt in attempts]
    pairs = _pairs(target_of(after, role, asked, base), attempts, then)
    levels = [level for level in now.ladder if level.slug in before.role[role].level]
    single = causes_of(before, after, role)
    bundles = {cause: [cause] for cause in single} if len(single) <= MOST_CAUSES else bundled(single)
    tried = min(len(attempts), MOST_TRIED // max(1, len(bundles)))
    left = {position for position, pair in enumerate(pairs[:tried]) if _differs(*pair)}
    causes = []
    for cause, several in bundles.items():
        target = target_of(with_causes(before, after, role, several), role, asked, base)
        alone = _pairs(target, attempts[:tried], then)
        left.difference_update(position for position, pair in enumerate(alone) if _differs(*pair))
        causes.append(CauseCount(cause, len(several), *_changed(alone)))
    verdict, readiness = _changed(pairs)
    return RoleCount(
        role=role,
        name=now.name,
        attempts=len(attempts),
        verdict=verdict,
        readiness=readiness,
        reopened=sum(old.answers > new.answers for old, new in pairs),
        levels=tuple(_level(level, pairs) for level in levels),
        new=tuple(level for level in now.ladder if level.slug not in before.role[role].level),
        gone=tuple(level for level in before.role[role].ladder if level.slug not in now.level),
        causes=tuple(sorted(causes, key=lambda each: (-each.verdict, -each.readiness))),
        tried=tried,
        together=len(left),
    )


def _pairs(target: Target, attempts: Sequence[StoredAttempt], then: Sequence[Carried]) -> list[tuple[Carried, Carried]]:
    return [(old, carry(target, attempt, old)) for attempt, old in zip(attempts, then, strict=False)]


def _changed(pairs: Sequence[tuple[Carried, Carried]]) -> tuple[int, int]:
    """How many change their verdict, and how many their readiness, at a level that both have."""
    return sum(_differs(*pair, "verdict") for pair in pairs), sum(_differs(*pair, "readiness") for pair in pairs)


def _differs(old: Carried, new: Carried, *names: str) -> bool:
    """Whether a level that both have comes to something else: verdict or readiness, or of them the one that is named."""
    return any(
        getattr(new.levels[slug], name) != getattr(was, name)
        for slug, was in old.levels.items()
        if slug in new.levels and new.levels[slug] is not was
        for name in names or ("verdict", "readiness")
    )


def _level(level: RoleLevel, pairs: Sequence[tuple[Carried, Carried]]) -> LevelCount:
    moves: Counter[Move] = Counter()
    readiness: Counter[tuple[Effect, bool]] = Counter()
    for old, new in pairs:
        was, now = old.levels[level.slug], new.levels[level.slug]
        moves[Move(_effect(was.verdict, now.verdict), _stand(was.verdict), _stand(now.verdict))] += 1
        if effect := _effect(was.readiness, now.readiness):
            points = max(abs(then - here) for then, here in zip(was.readiness, now.readiness, strict=True))
            readiness[effect, points >= WOBBLE_POINTS] += 1
    return LevelCount(level, moves, readiness)


def _effect(was: Interval, now: Interval) -> Effect | None:
    if was == now:
        return None
    if now.low >= was.low and now.high >= was.high:
        return "higher"
    if now.low <= was.low and now.high <= was.high:
        return "lower"
    return "less certain" if now.low < was.low else "more certain"


def _stand(verdict: Interval) -> Stand:
    if verdict.low != verdict.high:
        return "unclear"
    return "met" if verdict.low == MET else "close" if verdict.low == CLOSE else "not yet"
