"""The page to start from, which is the same for all who come with nothing: rendered once, with a hole for its token."""

from typing import Any

from assessment.answering.core import quick_check
from assessment.attempts.forms import StartForm
from assessment.fragments import fragment
from assessment.role.core.compiled import CompiledRole
from catalog.core import timing


@fragment("assessment/attempts/start.html")
def start_page(compiled: CompiledRole) -> dict[str, Any]:
    """The whole page. Its form goes to the address that it was shown at."""
    return start_context(compiled, StartForm(role=compiled.role))


def start_context(compiled: CompiledRole, form: StartForm) -> dict[str, Any]:
    """What the template shows of a role and a form."""
    check = quick_check.of(compiled)
    usual = [compiled.rules.skills[position] for position in check.order[: check.usual]]
    return {
        "form": form,
        "snapshot": compiled.snapshot,
        "role": compiled.role,
        "language": compiled.language,
        "questions": compiled,
        "check": check,
        "minutes": compiled.minutes,
        "quick_minutes": timing.minutes(compiled.snapshot, usual),
    }
