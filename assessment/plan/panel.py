"""The panel beside a plan: the form of wishes, and what other wishes would change before they are applied."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assessment.fragments import joined
from assessment.plan import fragments
from assessment.plan.core.planning import LearningPlan
from assessment.plan.forms import FOLDED, PlanForm
from assessment.plan.lines import Contents
from assessment.plan.renderers.wording import PlanWording, shown
from assessment.role.core.compiled import CompiledRole

# What is longer than anything that can be chosen or needs typing is not kept.
LONGEST_KEPT = 64


def wishes(form: PlanForm, compiled: CompiledRole, library: str, *, was: str | None) -> SafeString:
    """The form; `was` is the query of the plan that stands until other wishes are applied, None for none."""
    return fragments.wishes(
        compiled,
        was is not None,
        form.is_more_open,
        address=form.address,
        was=was or "",
        first=joined(_field(form, compiled, library, name) for name in form.shown_first),
        folded=joined(_field(form, compiled, library, name) for name in FOLDED),
    )


def _field(form: PlanForm, compiled: CompiledRole, library: str, name: str) -> SafeString:
    values = tuple(form.sent.getlist(name))
    if name in form.errors or any(len(value) > LONGEST_KEPT for value in values):
        return render_to_string("assessment/plan/_field.html", {"field": form[name], "language": compiled.language})
    return fragments.field(compiled, library, name, values)


def preview(has: Contents, form: PlanForm, then: LearningPlan, words: PlanWording) -> SafeString:
    """What the wishes of `form` would change: the plan as it stands and as it would be, side by side."""
    now = has.learning_plan
    plan = (_("Plan"), has.words.heading(), words.heading())
    rows = [
        *([plan] if plan[1] != plan[2] else []),
        (_("Done about"), _end(now, has.words), _end(then, words)),
        (_("Steps"), str(len(now.plan.steps)), str(len(then.plan.steps))),
        (_("Hours"), shown(now.plan.hours.likely), shown(then.plan.hours.likely)),
    ]
    context = {
        "rows": rows,
        "apply": f"{form.address}?{form.query()}",
        "keep": f"{form.address}?{has.form.query()}",
    }
    return render_to_string("assessment/plan/_preview.html", context)


def _end(learning_plan: LearningPlan, words: PlanWording) -> str:
    """The month in which all is likely done."""
    if not learning_plan.plan.steps:
        return _("nothing to do")
    return words.words.month(learning_plan.schedule.ends.likely) if learning_plan.has_days else _("too far for a date")
