"""What somebody wants of a plan: checked, with a default for whatever the address leaves out."""

from datetime import date
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Layout, Submit
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
EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
DEFAULTS = {
    "what": SHORTEST,
    "budget": "100",
    "hours": "5",
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
    hours = _number(LEAST_HOURS, MOST_HOURS, _("Hours a week"))
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

    def __init__(
        self, sent: QueryDict, *, rules: Rules, library: Snapshot, level: str, today: date, address: str
    ) -> None:
        super().__init__(self.filled(sent, level=level, today=today))
        offer(self, "level", [(each.level.slug, each.level.name) for each in rules.levels])
        languages = sorted({resource.language for resource in library.resources if resource.language})
        offer(self, "language", [("", _("any")), *((code, language_word(code)) for code in languages)])
        kinds = sorted({resource.kind for resource in library.resources})
        offer(self, "kind", [(kind, kind_word(kind)) for kind in kinds])
        self.fields["tz"].widget.attrs["data-offer"] = _("Use %s, as this browser does")
        self.address = address
        self.helper = _helper(address)

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
        return any(self.data.get(name) or self.errors.get(name) for name in ("language", "cost", "kind")) or any(
            self.data.get(name) != defaults()[name] for name in ("day", "time", "tz")
        )

    def query(self, **changes: str) -> str:
        """The fields as the query of an address, with some of them changed."""
        changed = QueryDict(mutable=True)
        changed.update(self.data)
        for name, value in changes.items():
            changed[name] = value
        return changed.urlencode()

    @classmethod
    def is_in(cls, sent: QueryDict) -> bool:
        """Whether a query asks for a plan: `level` alone does not, since a report has one, too."""
        return any(name in sent for name in cls.base_fields if name != "level")

    @staticmethod
    def filled(sent: QueryDict, *, level: str, today: date) -> QueryDict:
        """What was sent of this form's fields, with defaults for what was left out."""
        filled = QueryDict(mutable=True)
        for name, default in {**defaults(), "level": level, "start": today.isoformat()}.items():
            filled[name] = sent.get(name, default)
        filled.setlist("kind", sent.getlist("kind"))
        return filled


def _helper(address: str) -> FormHelper:
    made = FormHelper()
    # The page also stands at the addresses of the files and of the ticks, where something could not be taken.
    made.form_action = address
    made.form_method = "get"
    made.disable_csrf = True
    made.attrs = {"novalidate": True}
    made.form_class = "plan-form"
    made.layout = Layout(
        "what",
        Div("level", "budget", "hours", "start", css_class="plan-form__row"),
        HTML(
            '<details class="sum plan-form__more"{% if form.is_more_open %} open{% endif %}>'
            '<summary>{% translate "What to learn from, and when in the week" %}</summary>'
        ),
        Div("language", "cost", "day", "time", "tz", css_class="plan-form__row"),
        Field("kind"),
        HTML("</details>"),
        Submit("", _("Show the plan")),
    )
    return made
