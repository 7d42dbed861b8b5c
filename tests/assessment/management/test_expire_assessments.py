"""The daily command that deletes what is over."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from assessment.answering.actions import pass_over
from assessment.models import Answer, Assessment, ShareLink, Throttle
from tests.assessment.sharing.links import link_to
from tests.conftest import NOW

SECOND = timedelta(seconds=1)


@pytest.fixture
def old_and_new(begin, alice, monkeypatch):
    """An attempt a second past its month, and one that has a second left; the clock stands at NOW."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    old, new = begin(alice, {"cut": 1}), begin(alice, {"cut": 1})
    for attempt, left in ((old, -SECOND), (new, SECOND)):
        Assessment.objects.filter(pk=attempt.pk).update(changed_at=NOW - timedelta(days=30) + left)
    return old, new


def run_expiry(*options: str) -> str:
    said = StringIO()
    call_command("expire_assessments", *options, stdout=said)
    return said.getvalue()


def test_the_daily_command_deletes_what_is_over_and_the_counters_that_are(old_and_new):
    _old, new = old_and_new
    for key, over in (("a" * 64, -SECOND), ("b" * 64, SECOND)):
        Throttle.objects.create(key=key, count=3, until=NOW + over)
    assert run_expiry() == "Deleted: assessments: 1; accounts that nobody confirmed: 0\n"
    assert list(Assessment.objects.all()) == [new]
    assert [throttle.key for throttle in Throttle.objects.all()] == ["b" * 64]


def test_the_daily_command_forgets_links_that_have_ended(begin, alice):
    attempt = begin(alice, {"cut": 3}, submitted=True)
    link_to(attempt, at=timezone.now() - timedelta(days=2), days=1)
    link_to(attempt, label="works")
    run_expiry()
    assert [link.label for link in ShareLink.objects.all()] == ["works"]


def test_the_daily_command_can_only_tell(old_and_new):
    assert run_expiry("--dry-run") == "To be deleted: assessments: 1; accounts that nobody confirmed: 0\n"
    assert Assessment.objects.count() == 2


def test_the_daily_command_keeps_to_the_days_of_the_settings(old_and_new, settings):
    settings.KEEP_UNFINISHED_DAYS = 31
    assert run_expiry() == "Deleted: assessments: 0; accounts that nobody confirmed: 0\n"


@pytest.mark.parametrize(("left", "stays"), [(-SECOND, False), (SECOND, True)])
def test_an_attempt_without_any_answer_goes_after_a_day(begin, alice, monkeypatch, left, stays):
    """To pass a question over is no answer, and one that was cleared is none any more; words without a step are."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    untouched, cleared, answered, told = begin(alice), begin(alice), begin(alice, {"cut": 1}), begin(alice)
    pass_over(assessment=cleared, skill="cut", at=NOW)
    Answer.objects.create(assessment=told, skill="cut", evidence="A boat", saved_at=NOW)
    Assessment.objects.update(changed_at=NOW - timedelta(days=1) + left)
    run_expiry()
    empty = [untouched, cleared] if stays else []
    assert sorted(each.pk for each in Assessment.objects.all()) == sorted(each.pk for each in [*empty, answered, told])
