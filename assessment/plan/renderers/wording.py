"""A plan's sentences: about the work and the next step, hours always as a range and a rough guide (method.md 4)."""

from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from assessment.plan.core.plan import Effort, Plan, PlanStep
from assessment.plan.core.planning import EVERYTHING, HOURS, LearningPlan
from assessment.plan.core.schedule import Schedule
from assessment.role.core.compiled import CompiledRole
from assessment.role.core.priorities import Gap
from assessment.words.ranges import percent
from assessment.words.vocabulary import Words

MONTHS_A_YEAR, WEEKS_A_YEAR = 12, 52


class Hours(NamedTuple):
    """An effort in whole hours."""

    low: int
    likely: int
    high: int


def whole(effort: Effort) -> Hours:
    """An effort in whole hours, as every face but JSON tells it."""
    return Hours(int(effort.low), effort.likely, effort.high)


def maybe_shorter(words: Words) -> str:
    """What to say of a shortest way while nobody can prove that it is the shortest."""
    _ = words.gettext
    return _("There may be a way that is a little shorter still.")


@dataclass(frozen=True, eq=False)
class PlanWording:
    """Says what one plan holds. `what` is one of planning.WHATS; `avoided` are the steps that somebody dropped."""

    words: Words
    compiled: CompiledRole
    plan: Plan
    what: str
    avoided: frozenset[tuple[int, int]] = frozenset()

    @property
    def level(self) -> str:
        return self.compiled.rules.levels[self.plan.level].level.name

    def skill(self, position: int) -> str:
        return self.compiled.rules.skills[position].name

    def way(self, step: PlanStep) -> str:
        """From which step to which."""
        _ = self.words.gettext
        return _("%(from)s → %(to)s") % {
            "from": self.words.step(self.compiled.snapshot, step.to_step - 1),
            "to": self.words.step(self.compiled.snapshot, step.to_step),
        }

    def heading(self) -> str:
        _ = self.words.gettext
        if self.what == HOURS:
            return _("A good use of your hours towards %s") % self.level
        if self.what == EVERYTHING:
            return _("All gaps of %s") % self.level
        return _("The shortest way to %s") % self.level

    def hours(self, effort: Effort) -> str:
        """Typical hours with their range."""
        ngettext, hours = self.words.ngettext, whole(effort)
        return (
            ngettext(
                "about %(likely)d hour (%(low)d to %(high)d)",
                "about %(likely)d hours (%(low)d to %(high)d)",
                hours.likely,
            )
            % hours._asdict()
        )

    def total(self) -> str:
        """The whole plan in one sentence."""
        ngettext, hours = self.words.ngettext, whole(self.plan.hours)
        steps = ngettext("%d step", "%d steps", len(self.plan.steps)) % len(self.plan.steps)
        return ngettext(
            "%(steps)s, about %(likely)d hour in all, likely between %(low)d and %(high)d. A rough guide.",
            "%(steps)s, about %(likely)d hours in all, likely between %(low)d and %(high)d. A rough guide.",
            hours.likely,
        ) % {"steps": steps, **hours._asdict()}

    def pace(self, schedule: Schedule) -> str:
        """When the whole plan is done, as a range."""
        ngettext = self.words.ngettext
        best, likely, worst = map(self.words.day, schedule.ends)
        return ngettext(
            "At %(hours)d hour a week it is likely done by %(likely)s; at best by %(best)s, at worst by %(worst)s.",
            "At %(hours)d hours a week it is likely done by %(likely)s; at best by %(best)s, at worst by %(worst)s.",
            schedule.hours_a_week,
        ) % {"hours": schedule.hours_a_week, "likely": likely, "best": best, "worst": worst}

    def nothing(self, budget: int, *, is_more_open: bool) -> str:
        """Why a plan has no steps; `is_more_open` where the level has gaps still."""
        _, ngettext = self.words.gettext, self.words.ngettext
        told = {"level": self.level, "hours": budget}
        if not is_more_open:
            return _("All that %(level)s asks for is in place.") % told
        if self.what == HOURS:
            return (
                ngettext(
                    "No step towards %(level)s fits into %(hours)d hour.",
                    "No step towards %(level)s fits into %(hours)d hours.",
                    budget,
                )
                % told
            )
        return _("The must-haves of %(level)s are in place, and readiness is where it needs to be.") % told

    def is_on_the_job(self, step: PlanStep) -> bool:
        """Whether a step is the highest of the scale, which no course gives."""
        return step.to_step == self.compiled.rules.highest

    def months(self, effort: Effort, hours_a_week: int) -> str:
        """Typical months with their range, at so many hours a week."""
        ngettext = self.words.ngettext
        low, likely, high = (_months(hours, hours_a_week) for hours in effort)
        return ngettext(
            "about %(likely)d month (%(low)d to %(high)d) at %(hours)d h a week",
            "about %(likely)d months (%(low)d to %(high)d) at %(hours)d h a week",
            likely,
        ) % {
            "low": low,
            "likely": likely,
            "high": high,
            "hours": hours_a_week,
        }

    def length(self, step: PlanStep, hours_a_week: int) -> str:
        """How long a step takes: in hours, the highest step of the scale in months."""
        _ = self.words.gettext
        if self.is_on_the_job(step):
            return _("mostly practice on real work: %s") % self.months(step.effort, hours_a_week)
        return self.hours(step.effort)

    def reason(self, step: PlanStep) -> str:
        """Why a step is in the plan."""
        _ = self.words.gettext
        if (step.skill, step.to_step) in self.avoided:
            return _("You dropped it, yet the plan needs it: %s") % self._reason(step)
        return self._reason(step)

    def _reason(self, step: PlanStep) -> str:
        _ = self.words.gettext
        why, skill, to_step = step.reason
        if why == "must_have":
            return _("a must-have at %s") % self.level
        if why == "any_one_of":
            return _("the quickest of a group of which %s asks for one") % self.level
        if skill is not None and to_step is not None:
            return _("%(skill)s at %(step)s needs it") % {
                "skill": self.skill(skill),
                "step": self.words.step(self.compiled.snapshot, to_step),
            }
        if self.what == EVERYTHING:
            return _("a gap at %s, though no must-have") % self.level
        if self.what == HOURS:
            return _("lifts readiness most for its hours")
        return _("a quick way to the readiness that %s asks for") % self.level

    def after(self) -> str:
        """Readiness after the plan."""
        _ = self.words.gettext
        before = Fraction(self.plan.earned, self.plan.total) if self.plan.total else Fraction(1)
        return _("Readiness for %(level)s goes from %(before)d %% to %(after)d %%.") % {
            "level": self.level,
            "before": percent(before),
            "after": percent(self.plan.readiness),
        }

    def open(self, gap: Gap) -> str:
        """One gap that the plan leaves, and why."""
        _ = self.words.gettext
        return _("%(skill)s stays at %(have)s, %(level)s asks for %(need)s (%(importance)s): %(why)s.") % {
            "skill": self.words.members([self.compiled.rules.skills[member] for member in self._members(gap)]),
            "have": self.words.step(self.compiled.snapshot, gap.have.low),
            "level": self.level,
            "need": self.words.step(self.compiled.snapshot, gap.need.step),
            "importance": self.words.importance(gap.need.importance),
            "why": self._why_open(gap),
        }

    def _members(self, gap: Gap) -> tuple[int, ...]:
        return self.compiled.rules.units[gap.unit].members

    def _why_open(self, gap: Gap) -> str:
        _ = self.words.gettext
        steps = range(gap.have.low + 1, gap.need.step + 1)
        if any((member, step) in self.avoided for member in self._members(gap) for step in steps):
            return _("you dropped a step of it")
        if self.what == HOURS:
            return _("it does not fit into the hours")
        return _("%s is met without it") % self.level

    def if_then(self, day: str, time: str, step: PlanStep, first: str) -> str:
        """The line that ties a first step to a time: `first` is what to open, empty for practice."""
        _ = self.words.gettext
        told = {"day": day, "time": time, "first": first, "skill": self.skill(step.skill)}
        if first:
            return _("If it is %(day)s %(time)s, I open “%(first)s” (%(skill)s).") % told
        return _("If it is %(day)s %(time)s, I practise %(skill)s.") % told


def words_of(words: Words, compiled: CompiledRole, learning_plan: LearningPlan) -> PlanWording:
    """The sentences of a plan that was asked for."""
    return PlanWording(words, compiled, learning_plan.plan, learning_plan.plan_request.what, learning_plan.avoided)


def _months(hours: Fraction | int, hours_a_week: int) -> int:
    """Whole months, at least one."""
    return max(1, round(Fraction(hours) * MONTHS_A_YEAR / (WEEKS_A_YEAR * hours_a_week)))
