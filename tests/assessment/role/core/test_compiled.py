"""A compiled role holds what follows from it, and what was made of it is gone with it."""

import gc
import weakref
from dataclasses import replace

import pytest

from assessment.role.core.compiled import compile_role, kept, narrowed
from assessment.role.core.questionnaire import RoleUnknown
from assessment.role.core.rules import RULES_VERSION
from tests.assessment.mini import DIGEST, E, I, compiled
from tests.catalog.core import mini

LEVELS = [mini.level("one", 1, {"a": (2, E), "b": (1, I), "c": (1, I)})]


@pytest.fixture
def role():
    return compiled("abc", LEVELS)


class Made:
    """What a function of a role gave."""

    def __init__(self, role, *given):
        self.role, self.given = role, given


def counting(maxsize):
    """A function whose results are kept, and the list of its calls."""
    calls = []

    @kept(maxsize)
    def make(role, *given, **named):
        """Make it."""
        calls.append(given)
        return Made(role, *given)

    return make, calls


def test_a_role_is_named_by_its_edition_and_its_slug(role):
    assert (role.key, role.digest, role.role.slug) == (f"{DIGEST}/role/{RULES_VERSION}", DIGEST, "role")


def test_a_role_is_equal_to_itself_only(role):
    assert len({role, role, compile_role(role.snapshot, DIGEST, "role")}) == 2


def test_a_role_that_the_edition_does_not_hold(role):
    with pytest.raises(RoleUnknown):
        compile_role(role.snapshot, DIGEST, "nobody")


def test_a_result_is_made_once_for_a_role_and_what_is_asked(role):
    make, calls = counting(8)
    first = make(role, 1)
    assert make(role, 1) is first
    assert make(role, 2) is not first
    assert make(compiled("abc", LEVELS), 1) is not first
    assert calls == [(1,), (2,), (1,)]


def test_the_latest_results_are_kept(role):
    make, calls = counting(2)
    for given in (1, 2, 1, 3, 1, 2):
        make(role, given)
    assert calls == [(1,), (2,), (3,), (2,)]


def test_two_functions_of_a_role_do_not_share_what_they_gave(role):
    (make, _calls), (other, _others) = counting(8), counting(8)
    assert make(role, 1) is not other(role, 1)


def test_a_kept_function_still_says_what_it_does():
    make, _calls = counting(8)
    assert (make.__name__, make.__doc__) == ("make", "Make it.")


def test_what_was_kept_lives_no_longer_than_its_role(role):
    make, _calls = counting(8)
    gone = weakref.ref(make(role, 1))
    with_role = weakref.ref(replaced := replace(role, kept={}))
    make(replaced, 1)
    del replaced
    gc.collect()
    assert with_role() is None
    assert gone() is make(role, 1)


def test_a_narrowed_role_asks_less_and_scores_as_before(role):
    asked = narrowed(role, {"c", "a"})
    assert [question.skill.slug for question in asked.questionnaire.questions] == ["a", "c"]
    assert (asked.rules, asked.graph, asked.snapshot, asked.digest) == (
        role.rules, role.graph, role.snapshot, role.digest,
    )  # fmt: skip


def test_a_narrowed_role_is_named_by_what_it_asks(role):
    keys = {narrowed(role, asked).key for asked in (["a"], ["b"], ["a", "b"], ["b", "a"], {"a", "b"})}
    assert len(keys | {role.key}) == 4
    assert {key.startswith(f"{role.key}/") for key in keys} == {True}


def test_a_narrowed_role_keeps_its_own_results(role):
    make, _calls = counting(8)
    assert make(narrowed(role, ["a"]), 1) is not make(role, 1)
