"""Answering a draft oneself: an address that says it all, so that nothing is stored."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext as _

from assessment.role.core.compiled import CompiledRole
from assessment.role.core.scoring import Answer

UNSURE = "u"


class TrialForm(forms.Form):
    """A choice for each question: open, a step, or a step that one is not sure of."""

    def __init__(self, data: Mapping[str, str] | None, *, compiled: CompiledRole) -> None:
        super().__init__(data, auto_id="trial-%s")
        sure = [(str(step.value), f"{step.value} {step.name}") for step in compiled.snapshot.steps]
        unsure = [(f"{value}{UNSURE}", _("%s, not sure") % name) for value, name in sure]
        choices = [("", _("not answered")), *sure, *unsure]
        for question in compiled.questionnaire.questions:
            self.fields[question.skill.slug] = forms.ChoiceField(
                label=question.skill.name, choices=choices, required=False
            )

    @property
    def answers(self) -> dict[str, Answer]:
        """What was answered, by skill."""
        given = {skill: value for skill, value in self.cleaned_data.items() if value}
        return {
            skill: Answer(int(value.removesuffix(UNSURE)), unsure=value.endswith(UNSURE))
            for skill, value in given.items()
        }
