"""A plan's sentences: about the work and the next step, hours always as a range and a rough guide (method.md 4)."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from assessment.plan.core.horizon import MOST_MONTHS, Horizon, Stage, horizon
from assessment.plan.core.plan import Effort, Plan, PlanStep
from assessment.plan.core.planning import EVERYTHING, HOURS, SHORTEST, LearningPlan
from assessment.plan.core.schedule import MONTHS_A_YEAR, WEEKS_A_YEAR, Dates, Pace
from assessment.role.core import scoring
from assessment.role.core.compiled import CompiledRole
from assessment.role.core.priorities import Gap
from assessment.words.ranges import percent
from assessment.words.values import DONE, DROPPED, STARTED
from assessment.words.vocabulary import Words

# A sum of more hours is rounded where people read it.
MOST_EXACT = 100


class Hours(NamedTuple):
    """An effort in whole hours."""

    low: int
    likely: int
    high: int


def whole(effort: Effort) -> Hours:
    """An effort in whole hours, as every face but JSON tells it."""
    return Hours(int(effort.low), effort.likely, effort.high)


def shown(hours: int) -> str:
    """Hours as pages and the PDF tell a sum: above a hundred to two digits, with a mark for thousands."""
    unit = 10 ** max(0, len(str(hours)) - 2) if hours > MOST_EXACT else 1
    return f"{(hours + unit // 2) // unit * unit:,}"


def maybe_shorter(words: Words) -> str:
    """What to say of a shortest way while nobody can prove that it is the shortest."""
    _ = words.gettext
    return _("There may be a way that is a little shorter still.")


def way_to(words: Words, level: str, *, is_met: bool) -> str:
    """What a shortest way is called: of a level that is met, only what is left."""
    _ = words.gettext
    return (_("What is left for %s") if is_met else _("The shortest way to %s")) % level


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
        return way_to(self.words, self.level, is_met=self.is_met)

    @cached_property
    def is_met(self) -> bool:
        """Whether the level is met before the plan."""
        return scoring.score(self.compiled.rules, self.plan.have).levels[self.plan.level].is_met

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

    def total(self, number: Callable[[int], str] = shown) -> str:
        """The whole plan in one sentence; `number` writes its sums."""
        ngettext, hours = self.words.ngettext, whole(self.plan.hours)
        low, likely, high = map(number, hours)
        return ngettext(
            "%(steps)s, about %(likely)s hour in all, likely between %(low)s and %(high)s. A rough guide.",
            "%(steps)s, about %(likely)s hours in all, likely between %(low)s and %(high)s. A rough guide.",
            hours.likely,
        ) % {"steps": self._steps(len(self.plan.steps)), "low": low, "likely": likely, "high": high}

    def _steps(self, count: int) -> str:
        return self.words.ngettext("%d step", "%d steps", count) % count

    def pace(self, learning_plan: LearningPlan) -> str:
        """How long the whole plan takes at its pace, as one range; why not where it is to a later level."""
        _ = self.words.gettext
        if learning_plan.horizon is None:
            first = self.compiled.rules.levels[learning_plan.stages[0].level].level.name
            return _("%(level)s is a later level, so this plan has no dates. The first stage is %(first)s.") % {
                "level": self.level,
                "first": first,
            }
        return _("At %(pace)s it takes %(time)s.") % {
            "pace": self.hours_a_week(learning_plan.schedule.pace),
            "time": self.time(learning_plan.horizon),
        }

    def time(self, horizon: Horizon) -> str:
        """Months as "about 18 months (9 to 36)", more than two years in years, and more than five in no number."""
        _, ngettext = self.words.gettext, self.words.ngettext
        if not horizon.is_counted:
            return _("several years: a long road, so take the first stage")
        if horizon.likely > MOST_MONTHS:
            low, likely, high = (max(1, (months + MONTHS_A_YEAR // 2) // MONTHS_A_YEAR) for months in horizon)
            return ngettext(
                "about %(likely)d year (%(low)d to %(high)d)", "about %(likely)d years (%(low)d to %(high)d)", likely
            ) % {"low": low, "likely": likely, "high": high}
        return (
            ngettext(
                "about %(likely)d month (%(low)d to %(high)d)",
                "about %(likely)d months (%(low)d to %(high)d)",
                horizon.likely,
            )
            % horizon._asdict()
        )

    def stage(self, stage: Stage, number: Callable[[int], str] = shown) -> str:
        """A level on the way and what it takes from today in all."""
        ngettext = self.words.ngettext
        return ngettext(
            "%(level)s: %(steps)s, about %(hours)s hour in all from today",
            "%(level)s: %(steps)s, about %(hours)s hours in all from today",
            stage.hours,
        ) % {
            "level": self.compiled.rules.levels[stage.level].level.name,
            "steps": self._steps(stage.items),
            "hours": number(stage.hours),
        }

    def hours_a_week(self, pace: Pace) -> str:
        """Both paces, as "4 hours a week to learn and 10 to practise"."""
        ngettext = self.words.ngettext
        return (
            ngettext(
                "%(learning)d hour a week to learn and %(practice)d to practise",
                "%(learning)d hours a week to learn and %(practice)d to practise",
                pace.learning,
            )
            % pace._asdict()
        )

    def state(self, state: str) -> str:
        """How far a step is, by its tick; empty without one."""
        _ = self.words.gettext
        return {"": "", STARTED: _("started"), DONE: _("done"), DROPPED: _("put off")}[state]

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

    def length(self, step: PlanStep) -> str:
        """How long a step takes: typical hours with their range, and what of them is study and what practice."""
        _ = self.words.gettext
        if step.months:
            return _("%s, beside the rest") % self.time(horizon(Fraction(step.months * WEEKS_A_YEAR, MONTHS_A_YEAR)))
        told = {"hours": self.hours(step.effort), "study": step.study, "practice": step.practice}
        if not step.practice:
            return _("%(hours)s, all of it study") % told
        if self.is_on_the_job(step):
            return _("%(hours)s, mostly practice on real work: %(study)d to study and %(practice)d to practise") % told
        return _("%(hours)s: %(study)d to study and %(practice)d to practise") % told

    def effort(self, step: PlanStep) -> str:
        """How long a step takes, in a few words."""
        ngettext, likely = self.words.ngettext, whole(step.effort).likely
        if step.months:
            return ngettext("%d month", "%d months", step.months) % step.months
        return ngettext("about %d hour", "about %d hours", likely) % likely

    def days(self, begins: Dates, ends: Dates) -> str:
        """When a step is likely done, with the range."""
        _ = self.words.gettext
        month = self.words.month
        return _("likely %(begins)s to %(ends)s (done between %(best)s and %(worst)s)") % {
            "begins": month(begins.likely),
            "ends": month(ends.likely),
            "best": month(ends.best),
            "worst": month(ends.worst),
        }

    def way_heading(self) -> str:
        """What the steps are the way to."""
        _ = self.words.gettext
        return _("Step by step") if self.is_met or self.what != SHORTEST else _("The way to %s") % self.level

    def reason(self, step: PlanStep) -> str:
        """Why a step is in the plan."""
        _ = self.words.gettext
        if (step.skill, step.to_step) in self.avoided:
            return _("You put it off, yet the plan needs it: %s") % self._reason(step)
        return self._reason(step)

    def _reason(self, step: PlanStep) -> str:
        _ = self.words.gettext
        why, skill, to_step = step.reason
        if why == "must_have":
            return _("a must-have at %s") % self.level
        if why == "any_one_of":
            return _("your furthest of a group of which %s asks for one") % self.level
        if skill is not None and to_step is not None:
            return _("%(skill)s at %(step)s needs it") % {
                "skill": self.skill(skill),
                "step": self.words.step(self.compiled.snapshot, to_step),
            }
        if why == "chosen":
            return _("you chose it, it counts at %s") % self.level
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
            return _("you put off a step of it")
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
