"""What somebody wants of a plan: checked, with a default for whatever the address leaves out."""

from collections.abc import Mapping
from datetime import date
from functools import cache, cached_property
from typing import Any
from urllib.parse import urlencode
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict
from django.utils.dates import WEEKDAYS
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessment.plan.core.planning import EVERYTHING, HOURS, SHORTEST
from assessment.plan.core.schedule import LEAST_HOURS, MOST_HOURS
from assessment.role.core.rules import Rules
from assessment.role.forms import offer
from catalog.core.snapshot import FREE, PARTLY, Snapshot
from catalog.templatetags.words import kind_word, language_word

MOST_BUDGET = 20_000
# The main field of a group is a field of its own, `main.specialism`, as in an address of a what-if.
MAIN, NONE = "main.", "none"
EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
DEFAULTS = {
    "what": SHORTEST,
    "budget": "100",
    "hours": "4",
    "practice": "10",
    "language": "",
    "cost": "",
    "day": "1",
    "time": "19:00",
}


def defaults() -> dict[str, str]:
    """What stands in the form before anything is typed."""
    return {**DEFAULTS, "tz": settings.TIME_ZONE}


# Each wish for cost with the costs that it takes; none for all of them.
COSTS = {"": (), FREE: (FREE,), PARTLY: (FREE, PARTLY)}


@cache
def _zones() -> dict[str, str]:
    """The names of the time zones of this machine, by the name in small letters."""
    return {name.casefold(): name for name in available_timezones() - {"Factory", "localtime"}}


def _between(low: int, high: int) -> str:
    return gettext("Type a whole number from %(low)d to %(high)d.") % {"low": low, "high": high}


def _number(low: int, high: int, label: Any, hint: Any = "") -> forms.IntegerField:
    sentence = lazy(_between, str)(low, high)
    # The slider is added beside it where a script runs; this field is what is sent.
    slider = {"data-slider": "", "min": low, "max": high, "inputmode": "numeric"}
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=low,
        max_value=high,
        widget=forms.NumberInput(attrs=slider),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), sentence),
    )


FIRST = ("what", "level", "budget", "hours", "practice", "start")
FOLDED = ("language", "cost", "day", "time", "tz", "kind")


class PlanForm(forms.Form):
    """Sent with GET, so that the address says it all and can be kept."""

    what = forms.ChoiceField(
        label=_("What to plan"),
        widget=forms.RadioSelect,
        choices=[
            (SHORTEST, _("The shortest way to the level")),
            (EVERYTHING, _("All gaps of the level")),
            (HOURS, _("The best use of some hours")),
        ],
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose one of the three.")),
    )
    level = forms.ChoiceField(
        label=_("Level"), error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose one of the levels."))
    )
    budget = _number(1, MOST_BUDGET, _("Hours in all"), _("Used for “the best use of some hours” only."))
    # Its name is that of the time when there was one pace, so that old addresses keep working.
    hours = _number(LEAST_HOURS.learning, MOST_HOURS, _("Hours a week to learn"))
    practice = _number(
        LEAST_HOURS.practice,
        MOST_HOURS,
        _("Hours a week to practise"),
        _(
            "Of your work or study, where this can be practised. 0 if you are not in the field: learning hours then pay."
        ),
    )
    start = forms.DateField(
        label=_("First day"),
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            **dict.fromkeys(("required", "invalid"), _("Type a day as year-month-day, such as 2027-01-31.")),
            **dict.fromkeys(("min_value", "max_value"), _("Type a day from 2000-01-01 to 2099-12-31.")),
        },
        validators=[MinValueValidator(EARLIEST), MaxValueValidator(LATEST)],
    )
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        error_messages={"invalid_choice": _("Choose one of the languages.")},
    )
    cost = forms.ChoiceField(
        label=_("Cost"),
        required=False,
        choices=[("", _("any")), (FREE, _("free only")), (PARTLY, _("free, or free in part"))],
        error_messages={"invalid_choice": _("Choose one of the three.")},
    )
    kind = forms.MultipleChoiceField(
        label=_("Kinds"),
        help_text=_("None ticked takes all kinds."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=dict.fromkeys(("invalid_choice", "invalid_list"), _("Tick kinds of the list only.")),
    )
    day = forms.ChoiceField(
        label=_("Day of the week"),
        choices=[(str(number), name) for number, name in WEEKDAYS.items()],
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose a day of the week.")),
    )
    time = forms.TimeField(
        label=_("Time"),
        input_formats=["%H:%M", "%H:%M:%S"],
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages=dict.fromkeys(("required", "invalid"), _("Type a time as hours:minutes, such as 19:00.")),
    )
    tz = forms.CharField(
        label=_("Time zone"),
        max_length=64,
        help_text=_("For the calendar. A place such as Europe/Berlin or America/New_York."),
        error_messages=dict.fromkeys(("required", "max_length"), _("Type a time zone such as Europe/Berlin, or UTC.")),
    )

    also = forms.MultipleChoiceField(
        label=_("Planned besides"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=dict.fromkeys(("invalid_choice", "invalid_list"), _("Choose skills of this role only.")),
    )

    def __init__(
        self,
        sent: QueryDict,
        *,
        rules: Rules,
        library: Snapshot,
        level: str,
        today: date,
        address: str,
        main: Mapping[str, str],
    ) -> None:
        fields = {f"{MAIN}{group}": main.get(group, NONE) for group in rules.groups}
        self.sent = self.filled(sent, fields, level=level, today=today)
        super().__init__(self.sent)
        for group, members in rules.groups.items():
            self.fields[f"{MAIN}{group}"] = forms.ChoiceField(
                label=_("Main field"),
                choices=[*((skill.slug, skill.name) for skill in members), (NONE, _("none named"))],
                error_messages={"invalid_choice": _("Choose one of the main fields.")},
            )
        # What was chosen on the report or below can be taken away here.
        chosen = [skill for skill in rules.skills if skill.slug in self.sent.getlist("also")]
        offer(self, "also", [(skill.slug, skill.name) for skill in chosen])
        offer(self, "level", [(each.level.slug, each.level.name) for each in rules.levels])
        languages = sorted({resource.language for resource in library.resources if resource.language})
        offer(self, "language", [("", _("any")), *((code, language_word(code)) for code in languages)])
        kinds = sorted({resource.kind for resource in library.resources})
        offer(self, "kind", [(kind, kind_word(kind)) for kind in kinds])
        self.fields["tz"].widget.attrs["data-offer"] = _("Use %s, as this browser does")
        self.address = address

    def clean_tz(self) -> str:
        name = _zones().get(self.cleaned_data["tz"].casefold())
        if name is None:
            raise forms.ValidationError(
                _("We know no time zone of that name. Type one such as Europe/Berlin, or UTC."), code="unknown"
            )
        return name

    @property
    def is_more_open(self) -> bool:
        """Whether one of the fields that are folded away holds something to look at."""
        return any(self.sent.get(name) != defaults().get(name, "") for name in FOLDED if name != "kind") or bool(
            self.sent.getlist("kind")
        )

    @property
    def shown_first(self) -> list[str]:
        """The names of the fields that are not folded away."""
        main = [name for name in self.fields if name.startswith(MAIN)]
        return [*FIRST, *main, *(["also"] if self.sent.getlist("also") else [])]

    def query(self, *, also: str = "", **changes: str) -> str:
        """The fields as the query of an address, with some of them changed and a skill planned besides."""
        kept = [written for name, written in self._written.items() if name not in changes]
        more = [*changes.items(), *([("also", also)] if also else [])]
        return "&".join([*kept, *([urlencode(more)] if more else [])])

    @cached_property
    def _written(self) -> dict[str, str]:
        """Each field as a part of a query: a page has a dozen addresses that differ in one of them."""
        return {name: urlencode([(name, value) for value in values]) for name, values in self.sent.lists() if values}

    @staticmethod
    def main_in(sent: QueryDict, rules: Rules, named: Mapping[str, str]) -> dict[str, str]:
        """The main field by group that a query wishes for, where it can be; else the one that was named."""
        found = {}
        for group, members in rules.groups.items():
            wished = sent.get(f"{MAIN}{group}", named.get(group, NONE))
            can_be = {NONE, *(skill.slug for skill in members)}
            found[group] = wished if wished in can_be else named.get(group, NONE)
        return {group: member for group, member in found.items() if member != NONE}

    @classmethod
    def is_in(cls, sent: QueryDict) -> bool:
        """Whether a query asks for a plan: `level` alone does not, since a report has one, too."""
        return any((name in cls.base_fields and name != "level") or name.startswith(MAIN) for name in sent)

    @staticmethod
    def filled(sent: QueryDict, more: Mapping[str, str], *, level: str, today: date) -> QueryDict:
        """What was sent of this form's fields, with defaults for what was left out, those of `more` among them."""
        filled = QueryDict(mutable=True)
        for name, default in {**defaults(), "level": level, "start": today.isoformat(), **more}.items():
            filled[name] = sent.get(name, default)
        for name in ("kind", "also"):
            filled.setlist(name, list(dict.fromkeys(sent.getlist(name))))
        return filled
