"""What changed between two attempts, in words: about the work, and honest about what two answers can tell."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from assessment.history.core.compare import AreaChange, Comparison, MainChange, Moved, Part, SkillChange

MINUS = "\u2212"


@dataclass(frozen=True)
class ProgressWording:
    gettext: Callable[[str], str]
    ngettext: Callable[[str, str, int], str]

    def part(self, part: Part) -> str:
        """A change of readiness in points, cut to whole ones, as one figure or both ends of a range."""
        _, ngettext = self.gettext, self.ngettext
        low, high = (self._figure(end) for end in sorted(part))
        if low == high == "0":
            return _("no change") if part.moved == "same" else _("under 1 point")
        if low == high:
            return ngettext("%s point", "%s points", abs(_whole(part.low))) % low
        return _("%(low)s to %(high)s points") % {"low": low, "high": high}

    def _figure(self, end: Fraction) -> str:
        whole = _whole(end)
        return f"+{whole}" if whole > 0 else f"{MINUS}{-whole}" if whole else "0"

    def moved(self, code: Moved) -> str:
        """Whether a change is beyond the usual wobble."""
        _ = self.gettext
        return {
            "more": _("up, beyond the usual wobble"),
            "less": _("down, beyond the usual wobble"),
            "within": _("within the usual wobble"),
            "same": _("no change"),
            "unclear": _("not clear: open answers decide"),
        }[code]

    def skill(self, change: SkillChange) -> str:
        """What became of one skill."""
        _, ngettext = self.gettext, self.ngettext
        if change.code == "closed":
            closed = ngettext("%d step closed", "%d steps closed", change.rise) % change.rise
            return f"{closed}{self._ground(change)}"
        if change.code == "lower":
            return ngettext("%d step lower", "%d steps lower", -change.rise) % -change.rise
        return {
            "up": _("up, within the usual wobble"),
            "same": _("no change"),
            "down": _("down, within the usual wobble"),
            "answered": _("answered now, open before"),
            "open": _("not answered this time"),
        }[change.code]

    def _ground(self, change: SkillChange) -> str:
        _ = self.gettext
        grounds = [_("new evidence")] * change.has_new_evidence + [_("a plan step done")] * change.is_done
        return f" ({', '.join(grounds)})" if grounds else ""

    def mean(self, value: Fraction) -> str:
        """The mean step of an area with one decimal, rounded half up."""
        tenths = int(value * 10 + Fraction(1, 2))
        return f"{tenths // 10}.{tenths % 10}"

    def area(self, change: AreaChange) -> str:
        """What became of the mean of an area."""
        _ = self.gettext
        return _("%(moved)s (%(wobble)s steps)") % {
            "moved": self.moved(change.moved),
            "wobble": self.mean(change.wobble),
        }

    def summary(self, found: Comparison) -> list[str]:
        """What to know first: steps closed, evidence added, another main field, other rules."""
        _, ngettext = self.gettext, self.ngettext
        closed, evidence = len(found.closed), len(found.new_evidence)
        told = []
        if closed:
            steps = ngettext("%d step closed", "%d steps closed", found.steps_closed) % found.steps_closed
            told.append(ngettext("%(steps)s in %(skills)d skill.", "%(steps)s in %(skills)d skills.", closed)
                        % {"steps": steps, "skills": closed})  # fmt: skip
        else:
            told.append(_("No step counts as closed between these two attempts."))
        if evidence:
            told.append(ngettext("New evidence for %d skill.", "New evidence for %d skills.", evidence) % evidence)
        return [*told, *(self._main(change) for change in found.main), *self._rules(found)]

    def _main(self, change: MainChange) -> str:
        _ = self.gettext
        old, new = (skill.name if skill else _("none named") for skill in (change.old, change.new))
        return _("Your main field: then %(old)s, now %(new)s.") % {"old": old, "new": new}

    def _rules(self, found: Comparison) -> list[str]:
        _ = self.gettext
        old, new = found.rules
        if old == new:
            return []
        return [
            _("Rules version %(old)d scored the first and %(new)d the second, so verdicts can differ by that alone.")
            % {"old": old, "new": new}
        ]


def _whole(share: Fraction) -> int:
    """Whole points of a share, cut towards nothing: ten points are never claimed for less."""
    return int(share * 100)
