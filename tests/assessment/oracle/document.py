"""The whole report document by the oracle: what `json_report.document` must equal, entry by entry."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from tests.assessment.oracle import scorer
from tests.assessment.oracle.catalogue import Ask, Catalogue, Level
from tests.assessment.oracle.scorer import Answered, Ladder, Steps


def document(cat: Catalogue, answers: Mapping[str, Answered], *, digest: str, target: str = "") -> dict[str, Any]:
    low, high = scorer.ends(cat, answers)
    track = next((level.track for level in cat.levels if level.slug == target), "")
    ladders = scorer.ladder(cat, low, track), scorer.ladder(cat, high, track)
    focus = _focus(cat, ladders[0], target)
    return {
        "format": "skillgap-report/2",
        "rules_version": 2,
        "edition": {
            "digest": digest,
            "label": "",
            "framework": cat.framework,
            "policy_version": cat.policy.version,
        },
        "role": cat.role[0],
        "role_name": cat.role[1],
        "target": target or None,
        "main": cat.main,
        "person_name": "",
        "submitted_on": None,
        "coverage": coverage(cat, answers),
        **scorer.place_of(cat, answers, track),
        "open_below": scorer.open_below(cat, low, track),
        "hold": scorer.hold(cat, answers, track),
        "levels": [of_level(cat, level, answers, ladders) for level in cat.levels],
        "focus": focus.slug,
        "gaps": gaps(cat, focus, low, high),
        "would_settle": would_settle(cat, focus, low, high),
        "no_spare_step": [ask.members for ask in scorer.essentials(cat, focus) if scorer.best(ask, low) == ask.step],
        "stress": scorer.place_of(cat, scorer.stress(cat, answers), track),
        "answers": {slug: said._asdict() for slug, said in answers.items()},
    }


def _focus(cat: Catalogue, low: Ladder, target: str) -> Level:
    if target:
        return next(level for level in cat.levels if level.slug == target)
    return low.aim or low.current or cat.levels[-1]


def coverage(cat: Catalogue, answers: Mapping[str, Answered]) -> dict[str, Any]:
    totals = [scorer.total(cat, level) for level in cat.levels]
    known = [scorer.coverage(cat, level, answers) * total for level, total in zip(cat.levels, totals, strict=True)]
    return {
        "questions": len(cat.skills),
        "answered": len(answers),
        "unsure": sum(said.unsure for said in answers.values()),
        "share": str(Fraction(sum(known), sum(totals)) if sum(totals) else Fraction(1)),
    }


def of_level(
    cat: Catalogue, level: Level, answers: Mapping[str, Answered], ladders: Sequence[Ladder]
) -> dict[str, Any]:
    position = cat.levels.index(level)
    low, high = scorer.ends(cat, answers)

    def ends(value: Callable[[Steps], Any]) -> dict[str, Any]:
        return {"low": value(low), "high": value(high)}

    must_haves = len(scorer.essentials(cat, level))
    return {
        "slug": level.slug,
        "name": level.name,
        "readiness": ends(lambda steps: str(scorer.readiness(cat, level, steps))),
        "point": point(cat, level, answers),
        "coverage": str(scorer.coverage(cat, level, answers)),
        "verdict": {"low": ladders[0].verdicts[position], "high": ladders[1].verdicts[position]},
        "earned": ends(lambda steps: scorer.earned(cat, level, steps)),
        "total": scorer.total(cat, level),
        "must_haves": {
            "all": must_haves,
            "in_place": ends(lambda steps: must_haves - scorer.missing(cat, level, steps)),
            "may_be_short_for_met": scorer.slips(cat, level, cat.policy.met_slips),
            "may_be_short_for_close": scorer.slips(cat, level, cat.policy.close_slips),
        },
    }


def point(cat: Catalogue, level: Level, answers: Mapping[str, Answered]) -> str | None:
    """1.3: readiness over what was answered, where that is at least 80 % of the weight."""
    known = [
        (ask, max(answers[member].step for member in ask.members if member in answers))
        for ask in cat.asks[level.slug]
        if any(member in answers for member in ask.members)
    ]
    possible = sum(ask.weight * (ask.step - cat.lowest) for ask, _have in known)
    if not possible or scorer.coverage(cat, level, answers) < Fraction(4, 5):
        return None
    return str(
        Fraction(
            sum(ask.weight * (min(have, ask.step) - cat.lowest) for ask, have in known),
            possible,
        )
    )


def gaps(cat: Catalogue, level: Level, low: Steps, high: Steps) -> list[dict[str, Any]]:
    """4.1: by tier, readiness gained, other open steps unlocked, and catalogue order."""
    order = [skill.slug for skill in cat.skills]
    found = [(ask, _worked_on(ask, order, low)) for ask in cat.asks[level.slug] if scorer.short(ask, low)]
    opened = {skill: set(scorer.steps_to_go(low[skill], ask.step)) for ask, skill in found}
    for_must_haves = {
        node for ask, skill in found if ask.importance == "essential" for node in cat.closures[skill, ask.step]
    }
    total = scorer.total(cat, level)
    ranked = []
    for ask, skill in found:
        own = {(skill, step) for step in opened[skill]}
        unlocks = sum(
            bool(own & cat.closures[other, step]) for other, steps in opened.items() if other != skill for step in steps
        )
        lacking = scorer.short(ask, low)
        row = next(row for row in cat.skills if row.slug == skill)
        hours = sum(scorer.half_up(cat.hours[step] * row.effort) for step in opened[skill])
        tier = _tier(ask, lacking, is_needed=bool(own & for_must_haves))
        entry = {
            "skill": skill,
            "name": row.name,
            "any_one_of": ask.members if len(ask.members) > 1 else [],
            "importance": ask.importance,
            "have": {"low": scorer.best(ask, low), "high": scorer.best(ask, high)},
            "required": ask.step,
            "short": {"low": scorer.short(ask, high), "high": lacking},
            "tier": tier,
            "gain": str(Fraction(ask.weight * lacking, total)),
            "unlocks": unlocks,
            "hours": hours,
        }
        ranked.append(((tier, -ask.weight * lacking, -unlocks, order.index(skill)), entry))
    return [entry for _key, entry in sorted(ranked, key=lambda pair: pair[0])]


def _worked_on(ask: Ask, order: list[str], low: Steps) -> str:
    return min(ask.members, key=lambda member: (-low[member], order.index(member)))


def _tier(ask: Ask, lacking: int, *, is_needed: bool) -> int:
    if ask.importance == "essential":
        return 0 if lacking >= 2 else 1
    if is_needed:
        return 2
    return {"important": 3, "helpful": 4}[ask.importance]


def would_settle(cat: Catalogue, level: Level, low: Steps, high: Steps) -> list[dict[str, str]]:
    """3.5: what readiness would gain at the low end if this one answer turned out to be its best."""
    must = {member for ask in scorer.essentials(cat, level) for member in ask.members}
    surely = scorer.readiness(cat, level, low)
    found = []
    for position, skill in enumerate(cat.skills):
        effect = scorer.readiness(cat, level, {**low, skill.slug: high[skill.slug]}) - surely
        if effect:
            found.append(((skill.slug not in must, -effect, position), skill.slug, effect))
    return [{"skill": slug, "effect": str(effect)} for _key, slug, effect in sorted(found)]
