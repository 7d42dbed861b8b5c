"""The vocabulary in the words of a language: steps, verdicts, importance, ranges, times and days.

The caller passes gettext in, so that nothing here knows of a language.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from assessment.words.ranges import Interval, Range, percent
from assessment.words.values import Verdict
from catalog.core.snapshot import Skill, Snapshot


@dataclass(frozen=True)
class Words:
    """The words of one language."""

    gettext: Callable[[str], str]
    ngettext: Callable[[str, str, int], str]
    language: str = ""

    def verdict(self, code: Verdict) -> str:
        _ = self.gettext
        return {"met": _("Met"), "close": _("Close"), "not_yet": _("Not yet")}[code]

    def verdict_range(self, verdict: Range[Verdict]) -> str:
        _ = self.gettext
        if verdict.is_settled:
            return self.verdict(verdict.low)
        return _("Between “%(low)s” and “%(high)s”") % {
            "low": self.verdict(verdict.low),
            "high": self.verdict(verdict.high),
        }

    def importance(self, code: str) -> str:
        _ = self.gettext
        return {"essential": _("must-have"), "important": _("important"), "helpful": _("helpful")}[code]

    def percent_range(self, share: Range[Fraction]) -> str:
        low, high = percent(share.low), percent(share.high)
        return f"{low} %" if low == high else f"{low}–{high} %"

    def step(self, snapshot: Snapshot, value: int) -> str:
        return f"{value} {snapshot.step[value].name}"

    def steps(self, snapshot: Snapshot, have: Interval) -> str:
        _ = self.gettext
        if have.low == have.high:
            return self.step(snapshot, have.low)
        return _("%(low)s to %(high)s") % {
            "low": self.step(snapshot, have.low),
            "high": self.step(snapshot, have.high),
        }

    def to_go(self, low: int, high: int) -> str:
        """How many steps are missing, in words."""
        _, ngettext = self.gettext, self.ngettext
        if high == 0:
            return _("in place")
        if low == high:
            return ngettext("%d step to go", "%d steps to go", high) % high
        return ngettext("%(low)d–%(high)d step to go", "%(low)d–%(high)d steps to go", high) % {
            "low": low,
            "high": high,
        }

    def members(self, skills: Sequence[Skill]) -> str:
        _ = self.gettext
        if len(skills) == 1:
            return skills[0].name
        return _("The best of: %s") % "; ".join(skill.name for skill in skills)

    def span(self, span: Interval) -> str:
        return str(span.low) if span.low == span.high else f"{span.low}–{span.high}"

    def day(self, day: date) -> str:
        """A day in words, such as "4 January 2027"."""
        _ = self.gettext
        names = _("January February March April May June July August September October November December").split()
        return _("%(day)d %(month)s %(year)d") % {"day": day.day, "month": names[day.month - 1], "year": day.year}

    def month(self, day: date) -> str:
        """The month of a day in short, such as "Jan 2027"."""
        _ = self.gettext
        names = _("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split()
        return _("%(month)s %(year)d") % {"month": names[day.month - 1], "year": day.year}

    def short_day(self, day: date) -> str:
        """A day in short, such as "4 Jan 2027"."""
        _ = self.gettext
        return _("%(day)d %(month_and_year)s") % {"day": day.day, "month_and_year": self.month(day)}
