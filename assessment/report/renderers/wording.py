"""The report's sentences (method.md 6): about the work and the next step, never about the person's worth.

Core returns codes and values; here they become words. Percentages are whole and rounded down: a level that is missed
never looks reached.
"""

from collections.abc import Sequence
from datetime import date

from assessment.report.core.ladder import FURTHER, IN_PLACE, ONE_SHORT, OPEN, MustHave, counts, must_haves
from assessment.report.core.report import GapReport, LevelReport, Term
from assessment.report.core.report import term as make_term
from assessment.report.renderers.place_wording import PlaceWording
from assessment.role.core.compiled import CompiledRole, kept
from assessment.role.core.priorities import Gap
from assessment.role.core.scoring import Answer
from assessment.words.ranges import Interval, Range, percent
from catalog.core import timing
from catalog.core.snapshot import Skill


class Wording(PlaceWording):
    """The sentences of a report."""

    def gap(self, report: GapReport, gap: Gap) -> str:
        """One gap as a sentence."""
        _ = self.gettext
        if report.is_skipped(gap):
            return _(
                "%(skill)s: not answered; %(level)s needs %(need)s, %(importance)s. It may be in place already."
            ) % {
                "skill": report.skill(gap.skill).name,
                "level": report.focus.level.name,
                "need": self.step(report.snapshot, gap.need.step),
                "importance": self.importance(gap.need.importance),
            }
        return _("%(skill)s: you %(have)s, %(level)s needs %(need)s, %(short)s, %(importance)s.") % {
            "skill": report.skill(gap.skill).name,
            "have": self.steps(report.snapshot, gap.have),
            "level": report.focus.level.name,
            "need": self.step(report.snapshot, gap.need.step),
            "short": self.to_go(gap.short_low, gap.short_high),
            "importance": self.importance(gap.need.importance),
        }

    def term(self, report: GapReport, term: Term, level: LevelReport) -> str:
        """Any requirement of a level as a sentence, met or not; also the text alternative of its row in a plot."""
        return _requirement(report.compiled, self, level.level.slug, term.need.unit, term.have)

    def submitted_day(self, report: GapReport) -> str:
        """The day on which it was handed in, in words; nothing where it was not."""
        return self.day(date.fromisoformat(report.submitted_on)) if report.submitted_on else ""

    def submitted(self, report: GapReport) -> str:
        """The day on which it was handed in, with the time zone of that day where a site tells it."""
        day = self.submitted_day(report)
        return f"{day} ({report.time_zone})" if day and report.time_zone else day

    def must_haves(self, level: LevelReport) -> str:
        """How many must-haves of a level are in place, as "10 of 12" or "9 to 11 of 12"."""
        _ = self.gettext
        if level.in_place.is_settled:
            return _("%(in_place)d of %(all)d") % {"in_place": level.in_place.low, "all": level.rule.essentials}
        return _("%(low)d to %(high)d of %(all)d") % {
            "low": level.in_place.low,
            "high": level.in_place.high,
            "all": level.rule.essentials,
        }

    def coverage(self, report: GapReport) -> str:
        _, ngettext = self.gettext, self.ngettext
        coverage = report.coverage
        answered = ngettext(
            "%(answered)d of %(all)d question answered",
            "%(answered)d of %(all)d questions answered",
            coverage.questions,
        ) % {"answered": coverage.answered, "all": coverage.questions}
        if coverage.unsure:
            answered += (
                "; " + ngettext("%d marked “not sure”", "%d marked “not sure”", coverage.unsure) % coverage.unsure
            )
        return answered + "."

    def readiness(self, level: LevelReport) -> str:
        """Readiness in words and whole per cent, with the point value where enough was answered."""
        _ = self.gettext
        span = Range(percent(level.readiness.low), percent(level.readiness.high))
        if span.is_settled:
            return _("%d %% ready") % span.low
        return _("between %(low)d and %(high)d %% ready") % {"low": span.low, "high": span.high}

    def answer(self, report: GapReport, answer: Answer | None) -> str:
        _ = self.gettext
        if answer is None:
            return _("not answered")
        if answer.unsure:
            return _("%s, not sure") % self.step(report.snapshot, answer.step)
        return self.step(report.snapshot, answer.step)

    def caveat(self) -> str:
        _ = self.gettext
        return _(
            "This rests on your own ratings. People's ratings and measured skill agree only partly, so take it as a "
            "start for a talk and a plan. It is not a test, and not made for hiring, pay or promotion."
        )

    def check(self, report: GapReport) -> str:
        """How others check the paper by its code, which stands behind; empty for a report without one."""
        _ = self.gettext
        if not report.code:
            return ""
        said = _(
            "Whoever is given this paper can check at %(address)s that it was made there, from these answers. Nobody checked "
            "whether they are true. The code of this report:"
        )
        return said % {"address": report.check_at}

    def no_must_have(self) -> str:
        """In place of the must-haves that are open, where there is none."""
        _ = self.gettext
        return _("No must-have is open at this level.")

    def no_gap(self) -> str:
        """In place of the next steps."""
        _ = self.gettext
        return _("No gap is left at this level.")

    def no_strength(self) -> str:
        """In place of the strengths beyond a level."""
        _ = self.gettext
        return _("No skill goes beyond this level yet.")

    def title(self, report: GapReport) -> str:
        _ = self.gettext
        return (_("Sample report: %s") if report.is_sample else _("Gap report: %s")) % report.role.name

    def sample_note(self, report: GapReport) -> str:
        """What every face of the report of a made-up person says first; empty for anybody else's."""
        _ = self.gettext
        if not report.is_sample:
            return ""
        return _("This is a sample: the person is made up, and so are the answers. Yours will say other things.")

    def first_action(self, report: GapReport, gap: Gap) -> str:
        """What to do first about a gap: answer it, or the way from the step that is surely there to the next."""
        _ = self.gettext
        if report.is_skipped(gap):
            return _("Answer this question in a new attempt; only then is it clear whether there is a gap.")
        anchor = report.skill(gap.skill).anchor_at.get(gap.have.low)
        return anchor.next_step if anchor else ""

    def legend(self) -> str:
        """How to read the pictures."""
        _ = self.gettext
        return _(
            "A dot is you. A band means that you could be anywhere in it. The diamond is what the level needs; the "
            "dotted line between is the way."
        )

    def marks_legend(self) -> str:
        """How to read the marks of the ladder."""
        _ = self.gettext
        return _(
            "The must-haves decide first, a mark for each: full in place, half one step short, empty further, dashed still "
            "open. Below are your readiness and, as a diamond, the readiness that “met” needs."
        )

    def marks(self, must_haves: Sequence[MustHave]) -> str:
        """The marks of one level in words."""
        _ = self.gettext
        if not must_haves:
            return _("no must-have")
        ways = {
            IN_PLACE: _("%d in place"),
            ONE_SHORT: _("%d one step short"),
            FURTHER: _("%d two or more steps short"),
            OPEN: _("%d open"),
        }
        return ", ".join(ways[mark] % count for mark, count in counts(must_haves))

    def ladder_description(self, report: GapReport) -> str:
        """The ladder in words."""
        _ = self.gettext
        return " ".join(
            _("%(level)s: %(verdict)s. Must-haves: %(marks)s. Readiness: %(readiness)s.")
            % {
                "level": level.level.name,
                "verdict": self.verdict_of(report, level).lower(),
                "marks": self.marks(must_haves(report, level)),
                "readiness": self.percent_range(level.readiness),
            }
            for level in report.levels
        )

    def strength(self, report: GapReport, term: Term) -> str:
        """A skill that goes beyond the level in focus."""
        _, ngettext = self.gettext, self.ngettext
        beyond = term.have.low - term.need.step
        return ngettext(
            "%(skill)s: you %(have)s, %(beyond)d step beyond what %(level)s needs.",
            "%(skill)s: you %(have)s, %(beyond)d steps beyond what %(level)s needs.",
            beyond,
        ) % {
            "skill": self.members(term.members),
            "have": self.steps(report.snapshot, term.have),
            "beyond": beyond,
            "level": report.focus.level.name,
        }

    def answer_now(self, report: GapReport) -> str:
        """What to press to be asked only the must-haves that the answers leave open."""
        _, ngettext = self.gettext, self.ngettext
        count = len(report.undecided)
        asked = ngettext("Answer %d open must-have now", "Answer %d open must-haves now", count) % count
        minutes = timing.minutes(report.snapshot, [report.snapshot.skill[slug] for slug in sorted(report.undecided)])
        return asked + " " + ngettext("(about %d minute)", "(about %d minutes)", minutes) % minutes

    def also_counts(self, count: int) -> str:
        """Over the gaps that are no must-haves."""
        ngettext = self.ngettext
        return ngettext("%d more skill counts, too", "%d more skills count, too", count) % count

    def more_must_haves(self, count: int) -> str:
        """Under the first open must-haves of a summary; empty where they are all."""
        ngettext = self.ngettext
        if count <= 0:
            return ""
        return ngettext("%d more is in the full report.", "%d more are in the full report.", count) % count

    def more_steps(self, count: int) -> str:
        """Under the first steps of a long way; empty where they are all."""
        ngettext = self.ngettext
        if count <= 0:
            return ""
        return (
            ngettext(
                "%d more step is on the page of the report and in the PDF with its annex.",
                "%d more steps are on the page of the report and in the PDF with its annex.",
                count,
            )
            % count
        )

    def more_strengths(self, count: int) -> str:
        """Over the strengths beyond the first few."""
        ngettext = self.ngettext
        return ngettext("%d more", "%d more", count) % count

    def about_hours(self, hours: int) -> str:
        """How long closing a gap may take, from half to twice."""
        ngettext = self.ngettext
        return ngettext(
            "About %(low)d to %(high)d hour in all, a rough guide.",
            "About %(low)d to %(high)d hours in all, a rough guide.",
            2 * hours,
        ) % {"low": hours // 2, "high": 2 * hours}

    def point(self, level: LevelReport) -> str:
        """Readiness over the answered part, where that is enough to say so and not all is settled."""
        _ = self.gettext
        if level.point is None or level.readiness.is_settled:
            return ""
        return _("Taking your answers as given: %d %%.") % percent(level.point)

    def short_of(self, term: Term) -> str:
        """How far a requirement is from being met, in words."""
        return self.to_go(max(0, term.need.step - term.have.high), max(0, term.need.step - term.have.low))

    def short_members(self, skills: Sequence[Skill]) -> str:
        """A name that fits a plot: the skill, or how many a group holds."""
        _ = self.gettext
        if len(skills) == 1:
            return skills[0].name
        return _("Best of %(count)d: %(first)s, …") % {"count": len(skills), "first": skills[0].name}

    def arithmetic(self, report: GapReport, level: LevelReport) -> str:
        """How a level's readiness and verdict come about, with the numbers put in."""
        _ = self.gettext
        policy = report.snapshot.policy
        return _(
            "%(earned)s of %(total)d points is %(percent)s. “Met” needs %(met)d %% and at most %(met_slips)d must-have "
            "one step short; “close” needs %(close)d %% and at most %(close_slips)d. Neither allows one that is two "
            "steps short. Must-haves in place: %(must_haves)s."
        ) % {
            "earned": self.span(Interval(*level.earned)),
            "total": level.rule.total,
            "percent": self.percent_range(level.readiness),
            "met": policy.met_percent,
            "close": policy.close_percent,
            "met_slips": level.rule.met_slips,
            "close_slips": level.rule.close_slips,
            "must_haves": self.must_haves(level),
        }

    def how_sure(self, report: GapReport) -> list[str]:
        """What the result hangs on: open answers, strictness, spare steps (method.md 3.6). How firm it is stands on top."""
        _, ngettext = self.gettext, self.ngettext
        told = []
        if report.doubts:
            names = ", ".join(report.skill(doubt.skill).name for doubt in report.doubts[:3])
            told.append(_("These answers would settle most: %s.") % names)
        told.append(
            _(
                "An extreme: if every single answer were a whole step too high (research finds about a quarter of a "
                "step): %s"
            )
            % self.place(report, report.stress)
        )
        exact = len(report.without_spare)
        told.append(
            ngettext(
                "%(exact)d of %(all)d must-have of %(level)s has no step to spare.",
                "%(exact)d of %(all)d must-haves of %(level)s have no step to spare.",
                report.focus.rule.essentials,
            )
            % {"exact": exact, "all": report.focus.rule.essentials, "level": report.focus.level.name}
        )
        return told


@kept(16_384)
def _requirement(compiled: CompiledRole, wording: Wording, level: str, unit: int, have: Interval) -> str:
    # Kept, because a page holds one for every requirement, and nothing in it is personal.
    _ = wording.gettext
    rule = compiled.rules.levels[compiled.rules.level_index[level]]
    term = make_term(compiled, rule.need_of[unit], have)
    return _("%(skill)s: you %(have)s, %(level)s needs %(need)s, %(short)s, %(importance)s.") % {
        "skill": wording.members(term.members),
        "have": wording.steps(compiled.snapshot, term.have),
        "level": rule.level.name,
        "need": wording.step(compiled.snapshot, term.need.step),
        "short": wording.short_of(term),
        "importance": wording.importance(term.need.importance),
    }
