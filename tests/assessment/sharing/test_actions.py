"""Links to a report: their tokens, how long they work, how many there may be, and what is counted."""

from datetime import datetime, timedelta

import pytest
from django.db import OperationalError
from django.http import Http404

from assessment import access, locks
from assessment.attempts import actions as attempts
from assessment.models import ShareLink
from assessment.sharing import actions
from assessment.sharing.core.parts import MOST_LINKS, Parts
from tests.assessment.sharing.links import link_to
from tests.config.test_errors import failing
from tests.conftest import NOW

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


@pytest.fixture
def attempt(begin, alice):
    return begin(alice, {"cut": 3}, submitted=True)


def opens(token: str, at: datetime = NOW) -> bool:
    try:
        access.by_share_token(token, at)
    except Http404:
        return False
    return True


def test_a_link_is_a_secret_of_256_bits_of_which_the_hash_alone_is_kept(attempt):
    token = link_to(attempt, "name", at=NOW, label="for my mentor")
    assert len(token) == 43
    row = ShareLink.objects.values().get()
    assert row["digest"] == access.digest_of(token)
    assert token not in str(row)
    assert access.by_share_token(token, NOW).assessment == attempt


@pytest.mark.parametrize("days", [1, 30, 90])
def test_a_link_ends_to_the_second(attempt, days):
    token = link_to(attempt, at=NOW, days=days)
    assert opens(token, NOW + days * DAY - SECOND)
    assert not opens(token, NOW + days * DAY)


def test_a_token_with_one_letter_changed_or_a_part_of_it_opens_nothing(attempt):
    token = link_to(attempt, at=NOW)
    wrong = [token[:place] + token[place + 1 :] for place in range(len(token))]
    wrong += [token[:length] for length in range(len(token))] + [f"{token}A", f" {token}", token.swapcase()]
    for place, letter in enumerate(token):
        # The next letter differs in the lowest bit: the smallest change that there is.
        other = ALPHABET[ALPHABET.index(letter) ^ 1]
        wrong.append(f"{token[:place]}{other}{token[place + 1 :]}")
    assert [each for each in wrong if opens(each)] == []
    assert opens(token)


def test_a_token_of_another_purpose_opens_nothing(attempt):
    resume, share = attempts.make_resume_link(assessment=attempt, at=NOW), link_to(attempt, at=NOW)
    assert not opens(resume)
    with pytest.raises(Http404):
        access.by_resume_token(share, NOW)


def test_stopping_ends_this_link_alone_and_at_once(attempt, begin, bob):
    other = begin(bob, {"cut": 1}, submitted=True)
    mine, second, bobs = link_to(attempt, at=NOW), link_to(attempt, at=NOW), link_to(other, at=NOW)
    for token in (mine, bobs, "x" * 43):
        actions.stop(assessment=attempt, digest=access.digest_of(token))
    assert [opens(token) for token in (mine, second, bobs)] == [False, True, True]
    actions.stop(assessment=attempt, digest=access.digest_of(mine))


def test_deleting_the_attempt_ends_its_links(attempt, begin, bob):
    token, bobs = link_to(attempt, at=NOW), link_to(begin(bob, {"cut": 1}, submitted=True), at=NOW)
    attempts.delete(assessment=attempt)
    assert (opens(token), opens(bobs), ShareLink.objects.count()) == (False, True, 1)


def test_there_are_only_so_many_links_at_once(attempt, begin, bob):
    other = begin(bob, {"cut": 1}, submitted=True)
    tokens = [link_to(attempt, at=NOW, days=1 + number % 2) for number in range(MOST_LINKS)]
    with pytest.raises(actions.TooManyLinks):
        link_to(attempt, at=NOW)
    assert link_to(other, at=NOW)
    actions.stop(assessment=attempt, digest=access.digest_of(tokens[0]))
    assert link_to(attempt, at=NOW)
    with pytest.raises(actions.TooManyLinks):
        link_to(attempt, at=NOW)
    # What has ended takes no place.
    assert link_to(attempt, at=NOW + DAY)


def test_nothing_is_shared_of_what_was_deleted_meanwhile(attempt):
    attempts.delete(assessment=attempt)
    with pytest.raises(locks.Gone):
        link_to(attempt, at=NOW)
    assert ShareLink.objects.count() == 0


def test_wishes_are_kept_for_a_plan_that_is_shown_alone(attempt):
    for shows, kept in ((("plan",), "hours=9"), (("name", "notes"), "")):
        token = link_to(attempt, *shows, at=NOW, plan_query="hours=9")
        assert access.by_share_token(token, NOW).plan_query == kept


def test_openings_are_counted_with_their_last_day(attempt):
    token, other = link_to(attempt, at=NOW), link_to(attempt, at=NOW)
    for at in (NOW, NOW + DAY):
        actions.count_opening(link=access.by_share_token(token, NOW), at=at)
    found = access.by_share_token(token, NOW)
    assert (found.views, found.viewed_on) == (2, (NOW + DAY).date())
    assert access.by_share_token(other, NOW).views == 0


def test_an_opening_that_cannot_be_counted_is_let_pass(attempt, caplog):
    link = access.by_share_token(link_to(attempt, at=NOW), NOW)
    with failing(OperationalError("read only"), only="UPDATE"):
        actions.count_opening(link=link, at=NOW)
    assert "OperationalError" in caplog.text
    link.refresh_from_db()
    assert link.views == 0


def test_what_has_ended_is_forgotten_and_nothing_else(attempt):
    short, long = link_to(attempt, at=NOW, days=1), link_to(attempt, at=NOW, days=2)
    assert actions.forget_ended(at=NOW + DAY - SECOND) == 0
    assert actions.forget_ended(at=NOW + DAY) == 1
    assert (opens(short), opens(long)) == (False, True)


def test_parts_are_kept_as_they_were_chosen(attempt):
    for parts in (Parts(), Parts(name=True), Parts(notes=True), Parts(plan=True), Parts(True, True, True)):
        token = actions.share(assessment=attempt, label="", parts=parts, plan_query="", days=1, at=NOW)
        found = access.by_share_token(token, NOW)
        assert (found.shows_name, found.shows_notes, found.shows_plan) == parts
