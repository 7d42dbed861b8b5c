"""The style page: every component in every state, for those who build pages, and for the tests that look at it."""

from django import forms
from django.conf import settings
from django.contrib.messages import ERROR, INFO
from django.contrib.messages.storage.base import Message
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from assessment.site.core import specimens

THEMES = ("light", "dark")
SHADES = range(13)
SAVING = (("saving", _("Saving")), ("saved", _("Saved")), ("waiting", _("Not saved yet, trying again")))


class Fields(forms.Form):
    """A field of each kind."""

    text = forms.CharField(help_text="What helps to fill it in.")
    email = forms.EmailField()
    number = forms.IntegerField()
    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))
    choice = forms.ChoiceField(choices=[("a", "The first"), ("b", "The second")])
    one = forms.ChoiceField(choices=[("a", "This one"), ("b", "That one")], widget=forms.RadioSelect)
    many = forms.MultipleChoiceField(choices=[("a", "These"), ("b", "Those")], widget=forms.CheckboxSelectMultiple)
    yes = forms.BooleanField(help_text="What it means.")
    words = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}))


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """With DEBUG or LOCAL alone. In the theme that the browser wishes, or in the one that `theme` names."""
    if not (settings.DEBUG or settings.LOCAL):
        raise Http404
    theme = request.GET.get("theme", "")
    context = {
        "theme": theme if theme in THEMES else "",
        "themes": THEMES,
        "shades": SHADES,
        "saving": SAVING,
        "pictures": specimens.pictures(),
        "gaps": specimens.gaps(),
        "questions": specimens.questions(),
        "cards": specimens.cards(),
        "resources": specimens.resources(),
        "verdicts": specimens.VERDICTS,
        "messages": [Message(INFO, gettext("It was done.")), Message(ERROR, gettext("It was not done."))],
        "levels": specimens.LEVELS,
        "troubled": [("answered", "A question")],
        "forms": [Fields(auto_id="empty-%s"), Fields({"many": ["z"], "one": "a"}, auto_id="refused-%s")],
    }
    return render(request, "assessment/site/style.html", context)
