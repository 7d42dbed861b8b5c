"""Where somebody stands, in sentences: the place on the ladder, each level's verdict, how firm it is, what lies below."""

from collections.abc import Sequence

from assessment.report.core.below import Below
from assessment.report.core.report import GapReport, LevelReport, Place
from assessment.role.core.compiled import CompiledRole
from assessment.words.vocabulary import Words


class PlaceWording(Words):
    """The sentences about the ladder."""

    def level_name(self, report: GapReport, slug: str | None) -> str:
        _ = self.gettext
        if slug is None:
            return _("preparing for %s") % report.levels[0].level.name
        return report.role.level[slug].name

    def place(self, report: GapReport, place: Place) -> str:
        """Where somebody stands, in one sentence, as the levels that it may be where the answers leave several."""
        _ = self.gettext
        if not place.current.is_settled:
            return self._undecided(report, place)
        first, closest = report.levels[0].level.name, place.closest
        is_close = closest.low not in {None, place.current.low}
        if place.current.low is not None:
            sentence = _("You meet %s") % self.level_name(report, place.current.low)
        elif is_close and closest.is_settled:
            return _("Close to %s; no level is fully met yet.") % self.level_name(report, closest.low)
        elif is_close:
            sentence = _("No level is fully met yet")
        else:
            sentence = _("Preparing for %s") % first
        if closest.is_settled and is_close:
            return _("%(place)s, and are close to %(closest)s.") % {
                "place": sentence,
                "closest": self.level_name(report, closest.low),
            }
        if closest.is_settled:
            return self._following(report, place, f"{sentence}.")
        if is_close:
            return _("%(place)s; close to %(closest)s, and maybe to %(highest)s.") % {
                "place": sentence,
                "closest": self.level_name(report, closest.low),
                "highest": self.level_name(report, closest.high),
            }
        return _("%(place)s; maybe close to %(closest)s.") % {
            "place": sentence,
            "closest": self.level_name(report, closest.high),
        }

    def _following(self, report: GapReport, place: Place, sentence: str) -> str:
        """The sentence with the level that comes next, where it is one that is not told yet."""
        _ = self.gettext
        if place.current.low is None or place.next.low is None or not place.next.is_settled:
            return sentence
        return _("%(place)s Next is %(level)s.") % {
            "place": sentence,
            "level": self.level_name(report, place.next.low),
        }

    def _undecided(self, report: GapReport, place: Place) -> str:
        _ = self.gettext
        levels = self.any_of(report, [slug for slug in place.possible if slug is not None])
        if place.possible[0] is not None:
            return _("%(levels)s: the open answers decide.") % {"levels": levels}
        return _("%(levels)s, or not there yet: the open answers decide.") % {"levels": levels}

    def any_of(self, report: GapReport, levels: Sequence[str]) -> str:
        """Some levels, by slug, of which it is one: "Entry, Mid or Senior"."""
        _ = self.gettext
        *most, last = [report.role.level[slug].name for slug in levels]
        return _("%(levels)s or %(last)s") % {"levels": ", ".join(most), "last": last} if most else last

    def main_field(self, compiled: CompiledRole) -> str:
        """Which main field counts, or that of a group the highest answer does; empty for a role without groups."""
        return " ".join(self._main_field(compiled, group) for group in compiled.rules.groups)

    def _main_field(self, compiled: CompiledRole, group: str) -> str:
        _ = self.gettext
        if group in compiled.main:
            name = compiled.snapshot.skill[compiled.main[group]].name
            return _("Your main field: %s. Of the skills of which one is needed, it alone counts.") % name
        return (
            _(
                "You named no main field, so of the skills of which one is needed (%s and others) your highest answer counts. "
                "It comes out a step too high for 38 in 100 people instead of 15 (simulated)."
            )
            % compiled.rules.groups[group][0].name
        )

    def verdict_of(self, report: GapReport, level: LevelReport) -> str:
        """A level's verdict; of one below the current level, which needs none of it, what is open there."""
        _, ngettext = self.gettext, self.ngettext
        if not report.is_passed_by(level):
            return self.verdict_range(level.verdict)
        name = self.level_name(report, report.place.current.low)
        count = level.rule.essentials - level.in_place.low
        if not count:
            return _("Not needed for %s") % name
        return ngettext(
            "%(count)d open, not needed for %(level)s", "%(count)d open, not needed for %(level)s", count
        ) % {
            "count": count,
            "level": name,
        }

    def firmness(self, report: GapReport) -> str:
        """How firm the level is, as so many of ten cases; empty where the answers leave several levels."""
        _ = self.gettext
        if report.firmness is None:
            return ""
        tenths = {"count": min(9, max(1, round(10 * report.firmness.chance.both)))}
        if report.firmness.is_met:
            return (
                _(
                    "If three in ten answers were a step off (our assumption), this would stand in about %(count)d of 10 cases."
                )
                % tenths
            )
        return _(
            "If three in ten answers were a step off (our assumption), %(level)s would come out met in about %(count)d "
            "of 10 cases."
        ) % {"level": report.role.level[report.firmness.level].name, **tenths}

    def below(self, report: GapReport, below: Below) -> str:
        """What a lower level asks beyond what is there."""
        _ = self.gettext
        return _("%(skill)s: you %(have)s, %(level)s asks for %(need)s.") % {
            "skill": self.members(report.members(below.need.unit)),
            "have": self.steps(report.snapshot, below.have),
            "level": below.level.level.name,
            "need": self.step(report.snapshot, below.need.step),
        }

    def below_note(self, report: GapReport) -> str:
        """That nothing from lower levels blocks or counts."""
        _ = self.gettext
        return _("Lower levels ask for this, and so does %s. It changes no verdict here, and may be worth a look.") % (
            self.level_name(report, report.place.current.low)
        )
