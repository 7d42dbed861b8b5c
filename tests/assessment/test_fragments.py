"""Fragments: rendered once for what fixes them, filled anew each time, and no reason for an edition to stay in memory."""

import gc
import weakref
from typing import NamedTuple

import pytest
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, override

from assessment import fragments
from assessment.fragments import fragment, hole, joined, picture
from assessment.models import Assessment
from assessment.role import reading
from catalog import editions
from tests import workshop


class Owner(NamedTuple):
    """What a fragment belongs to."""

    key: str
    language: str = "en"


FIRST, SECOND = Owner("first"), Owner("second")


@pytest.fixture
def made(settings, tmp_path):
    """Make a fragment of a template's text, with the list of what it was rendered for."""
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path]}]

    def make(html, *names):
        (tmp_path / "piece.html").write_text(html)
        rendered = []

        @fragment("piece.html", *names)
        def piece(owner, *fixed):
            """A piece."""
            rendered.append((owner.key, get_language(), *fixed))
            return {"owner": owner.key, "fixed": fixed, "parts": [hole(f"part-{each}") for each in fixed]}

        return piece, rendered

    return make


def test_it_is_rendered_once_for_what_fixes_it(made):
    piece, rendered = made("{{ owner }}: {{ fixed|join:', ' }}")
    asked = [(FIRST, 1), (FIRST, 2), (SECOND, 1)]
    for _again in range(2):
        assert [piece(*each) for each in asked] == ["first: 1", "first: 2", "second: 1"]
    assert piece(Owner("first"), 1) == "first: 1"
    assert rendered == [("first", "en", 1), ("first", "en", 2), ("second", "en", 1)]


def test_another_language_has_its_own(made):
    piece, rendered = made("{% now 'F' %}")
    told = piece(FIRST)
    with override("de"):
        piece(FIRST)
        piece(FIRST)
    assert piece(FIRST) == told
    assert rendered == [("first", "en"), ("first", "de")]


def test_each_of_a_kind_is_joined_and_rendered_once(made):
    piece, rendered = made("<li>{{ fixed.0 }}")
    assert piece.each(FIRST, [("a",), ("b",), ("a",)]) == "<li>a<li>b<li>a"
    assert piece(FIRST, "b") == "<li>b"
    assert len(rendered) == 2


def test_each_of_a_kind_with_holes_is_filled_and_rendered_once(made):
    piece, rendered = made("<li>{{ fixed.0 }} {{ hole.words }}", "words")
    rows = [(("a",), {"words": "<"}), (("b",), {"words": 1}), (("a",), {"words": mark_safe("<b>")})]
    assert piece.each_filled(FIRST, rows) == "<li>a &lt;<li>b 1<li>a <b>"
    assert len(rendered) == 2


def test_a_template_that_is_worked_on_shows_at_once(made, settings):
    piece, rendered = made("{{ owner }}")
    settings.DEBUG = True
    assert [piece(FIRST), piece(FIRST)] == ["first", "first"]
    assert len(rendered) == 2


def test_a_full_store_begins_anew(made, monkeypatch):
    monkeypatch.setattr(fragments, "MOST_KEPT", 2)
    piece, rendered = made("{{ fixed.0 }}")
    for number in (1, 2, 1, 3, 3, 1):
        assert piece(FIRST, number) == str(number)
    assert [fixed for _owner, _language, fixed in rendered] == [1, 2, 3, 1]


def test_two_kinds_do_not_share_a_store(made):
    piece, _rendered = made("{{ owner }}")
    other, rendered = made("{{ owner }}")
    piece(FIRST)
    other(FIRST)
    assert len(rendered) == 1


def test_its_holes_are_filled_for_each_person(made):
    piece, rendered = made("<p>{{ hole.name }} has {{ hole.count }}</p>", "name", "count")
    assert piece(FIRST, name="Ann", count=1) == "<p>Ann has 1</p>"
    assert piece(FIRST, name="Ben", count=2) == "<p>Ben has 2</p>"
    assert len(rendered) == 1


def test_what_a_person_typed_is_escaped_and_what_a_template_made_is_not(made):
    piece, _rendered = made("<p title='{{ hole.words }}'>{{ hole.words }}</p>", "words")
    assert (
        piece(FIRST, words="<b> & 'x'") == "<p title='&lt;b&gt; &amp; &#x27;x&#x27;'>&lt;b&gt; &amp; &#x27;x&#x27;</p>"
    )
    assert piece(FIRST, words=mark_safe("<b>x</b>")) == "<p title='<b>x</b>'><b>x</b></p>"


def test_what_looks_like_a_hole_fills_no_other(made):
    piece, _rendered = made("{{ hole.words }}{{ hole.other }}", "words", "other")
    assert piece(FIRST, words=hole("other"), other="x") == f"{hole('other')}x"


def test_a_hole_without_a_value_is_a_fault(made):
    piece, _rendered = made("{{ hole.words }}", "words")
    with pytest.raises(KeyError, match="words"):
        piece(FIRST)


def test_holes_may_follow_from_the_edition(made):
    piece, _rendered = made("{% for part in parts %}<li>{{ part }}{% endfor %}")
    assert piece(FIRST, "a", "b-c", **{"part-a": 1, "part-b-c": "<"}) == "<li>1<li>&lt;"


def test_an_attempt_is_good_for_addresses(made):
    piece, rendered = made("{% url 'assessment:report' hole.public_id %}|{% url 'assessment:check' hole.public_id %}")
    for public_id in ("A" * 22, "b_-9" * 5 + "zz"):
        assert piece(FIRST, public_id=public_id) == f"/a/{public_id}/report/|/a/{public_id}/check/"
    assert len(rendered) == 1


def test_a_form_has_the_token_of_the_request(made):
    piece, rendered = made("{% csrf_token %}")
    for token in ("one", "two"):
        assert piece(FIRST, csrf_token=token) == f'<input type="hidden" name="csrfmiddlewaretoken" value="{token}">'
    assert len(rendered) == 1


def test_it_says_what_it_is(made):
    piece, _rendered = made("")
    assert piece.__doc__ == "A piece."


def test_what_is_made_here_is_html():
    assert [each.__html__() for each in (joined(["<b>", "</b>"]), picture("<i></i>"))] == ["<b></b>", "<i></i>"]


def test_the_indentation_of_a_template_is_not_sent(made):
    piece, _rendered = made("<p>\n    {{ hole.words }}\n\n  </p>\n", "words")
    assert piece(FIRST, words="a\n  b") == "<p>\na\n  b\n</p>\n"


FINISHED = ("report/", "report.csv", "report.xlsx", "report.json", "what-if/?cut=4", "plan/")


@pytest.fixture
def attempts(begin, alice) -> tuple[Assessment, Assessment]:
    answers = workshop.CLOSE["senior"]
    return begin(alice, answers), begin(alice, answers, submitted=True)


def test_nothing_keeps_an_edition_that_nobody_asks_for(alice, attempts):
    going, done = attempts
    forget()
    paths = [f"/a/{going.public_id}/questions/craft/", *(f"/a/{done.public_id}/{page}" for page in FINISHED)]
    assert [alice.get(path).status_code for path in paths] == [200] * len(paths)
    role = reading.compiled_for(done)
    left = weakref.ref(role), weakref.ref(role.snapshot)
    assert role.kept
    del role
    forget()
    gc.collect()
    assert [each() for each in left] == [None, None]


def test_a_page_has_no_indentation(alice, attempts):
    page = alice.get(f"/a/{attempts[0].public_id}/questions/craft/").content.decode()
    assert "<label" in page
    assert [line for line in page.splitlines() if line != line.lstrip()] == []


def forget() -> None:
    """As a process does with the editions that were asked for longest ago."""
    reading.kept_compiled.cache_clear()
    editions.kept.cache_clear()
