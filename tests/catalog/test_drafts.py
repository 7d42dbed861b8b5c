"""The draft in three numbers, as the editor's pages head it."""

import pytest

from catalog import drafts
from catalog.models import Framework, Skill
from tests.factories import make_framework


@pytest.fixture
def framework(edition) -> Framework:
    return Framework.objects.get()


def test_a_draft_that_is_published_has_no_changes(framework):
    state = drafts.state(framework)
    assert (state.changes, state.errors) == (0, 0)
    assert drafts.draft_of(framework).is_unchanged


def test_changes_and_errors_are_counted(framework):
    Skill.objects.filter(slug="cut").update(name="Cutting", citations="")
    calm = drafts.state(framework)
    assert calm.changes == 2
    Skill.objects.filter(slug="glue").update(name="–")
    assert drafts.state(framework) == (3, 1, calm.warnings)
    assert drafts.draft_of(framework).is_unfit


def test_before_the_first_edition_all_is_added(db):
    made = make_framework()
    draft = drafts.draft_of(made)
    assert (draft.current, draft.before, draft.is_unchanged) == (None, None, False)
    assert drafts.state(made).changes == len(draft.changes) > 0


def test_it_is_compared_and_judged_once_for_each_content(framework):
    drafts.state(framework)
    judged = drafts._judged.cache_info().misses
    drafts.state(framework)
    assert drafts._judged.cache_info().misses == judged
