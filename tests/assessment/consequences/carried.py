"""Every stored attempt carried over for real, by the product's own verbs and reports: what consequences must equal."""

import random
from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from typing import NamedTuple

from assessment.attempts import actions
from assessment.consequences.core.counting import RoleCount
from assessment.models import Answer, Assessment
from assessment.report.core.report import GapReport, LevelReport
from assessment.report.reading import report_of
from assessment.role import reading
from assessment.role.core.rules import RULES_VERSION, main_in
from assessment.role.core.same_questions import same_questions
from assessment.words.ranges import percent
from catalog.models import Edition
from tests.conftest import NOW


class ByHand(NamedTuple):
    """What counting the reports gives, to be compared with the same of a `RoleCount`."""

    attempts: int
    verdict: int
    readiness: int
    reopened: int
    moves: Mapping[str, Counter[tuple[str, str]]]
    large: Mapping[str, int]


def seeded(edition: Edition, role: str, count: int, *, seed: int) -> None:
    """So many attempts that were handed in: a tenth of the questions skipped, a fifth of the answers unsure, for some a
    main field."""
    chance = random.Random(seed)
    compiled = reading.compiled(edition.digest, role)
    rules, made = compiled.rules, []
    for number in range(count):
        at = NOW + timedelta(minutes=number)
        main = {group: {"member": chance.choice(skills).slug, "rev": 1} for group, skills in rules.groups.items()}
        fields = {"main": main if chance.random() < 0.3 else {}, "started_at": at, "changed_at": at, "submitted_at": at}
        made.append(Assessment(edition=edition, role=role, rules_version=RULES_VERSION, **fields))
    answers = []
    for attempt in Assessment.objects.bulk_create(made):
        lean = chance.uniform(rules.lowest, rules.highest)
        for skill in rules.skills:
            if chance.random() >= 0.1:
                step = min(rules.highest, max(rules.lowest, round(chance.gauss(lean, 1))))
                unsure = chance.random() < 0.2
                answers.append(Answer(assessment=attempt, skill=skill.slug, step=step, unsure=unsure, saved_at=NOW))
    Answer.objects.bulk_create(answers, batch_size=2000)


def by_hand(role: str, before: Edition, after: Edition) -> ByHand:
    """Carry every attempt at a role over to two editions, and compare the two reports of each."""
    stored = list(Assessment.objects.filter(role=role, submitted_at__isnull=False))
    pairs = [(_report_on(before, attempt), _report_on(after, attempt)) for attempt in stored]
    moves: dict[str, Counter[tuple[str, str]]] = {}
    large: dict[str, int] = {}
    for old, new in pairs:
        for slug in old.level.keys() & new.level.keys():
            was, now = old.level[slug], new.level[slug]
            moves.setdefault(slug, Counter())[_stand(was), _stand(now)] += 1
            points = max(abs(now - was) for was, now in zip(_shown(was), _shown(now), strict=True))
            large[slug] = large.get(slug, 0) + (points >= 10)
    return ByHand(
        attempts=len(stored),
        verdict=sum(any(was.verdict != now.verdict for was, now in _both(*pair)) for pair in pairs),
        readiness=sum(any(_shown(was) != _shown(now) for was, now in _both(*pair)) for pair in pairs),
        reopened=sum(len(new.answers) < len(old.answers) for old, new in pairs),
        moves=moves,
        large=large,
    )


def as_by_hand(count: RoleCount) -> ByHand:
    """What was counted in memory, as far as it is counted by hand."""
    moves: dict[str, Counter[tuple[str, str]]] = {each.level.slug: Counter() for each in count.levels}
    for each in count.levels:
        for move, number in each.moves.items():
            moves[each.level.slug][move.before, move.after] += number
    large = {
        each.level.slug: sum(number for (_effect, is_large), number in each.readiness.items() if is_large)
        for each in count.levels
    }
    return ByHand(count.attempts, count.verdict, count.readiness, count.reopened, moves, large)


def _report_on(edition: Edition, attempt: Assessment) -> GapReport:
    if attempt.edition_id == edition.pk:
        return report_of(attempt)
    asked, here = reading.compiled_for(attempt), reading.compiled(edition.digest, attempt.role)
    fresh, _secret = actions.carry_over(
        assessment=attempt,
        edition_id=edition.pk,
        target="",
        main=main_in(here.rules, attempt.named),
        alike=same_questions(asked, here),
        owner_id=None,
        at=NOW,
    )
    return report_of(fresh)


def _both(old: GapReport, new: GapReport) -> list[tuple[LevelReport, LevelReport]]:
    return [(old.level[slug], new.level[slug]) for slug in old.level.keys() & new.level.keys()]


def _shown(level: LevelReport) -> tuple[int, int]:
    return percent(level.readiness.low), percent(level.readiness.high)


def _stand(level: LevelReport) -> str:
    return level.verdict.low.replace("_", " ") if level.verdict.is_settled else "unclear"
