import pytest
from django import forms

from assessment.role.forms import helper, offer


class Chosen(forms.Form):
    level = forms.ChoiceField()
    areas = forms.MultipleChoiceField(required=False)
    name = forms.CharField(required=False)


@pytest.mark.parametrize("name", ["level", "areas"])
def test_a_field_chooses_among_what_is_offered(name):
    form = Chosen()
    offer(form, name, ((slug, slug.title()) for slug in ("junior", "lead")))
    assert form.fields[name].choices == form.fields[name].widget.choices == [("junior", "Junior"), ("lead", "Lead")]


def test_what_is_not_offered_is_refused():
    told = {}
    for level in ("junior", "lead"):
        form = Chosen({"level": level})
        offer(form, "level", [("junior", "Junior")])
        told[level] = form.is_valid()
    assert told == {"junior": True, "lead": False}


def test_what_is_offered_to_one_is_not_offered_to_the_next():
    offer(Chosen(), "level", [("junior", "Junior")])
    assert Chosen().fields["level"].choices == []


def test_a_field_that_is_typed_in_offers_nothing():
    with pytest.raises(TypeError, match="name is no field to choose in"):
        offer(Chosen(), "name", [("junior", "Junior")])


def test_a_form_is_drawn_without_the_checks_of_the_browser():
    made = helper("level", action="/there/")
    assert (made.layout.fields, made.form_action, made.attrs) == (["level"], "/there/", {"novalidate": True})
