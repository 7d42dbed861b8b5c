"""Tabs side by side: whatever they do in whatever order, no acknowledged answer is lost without a word to somebody.

Each tab is either the page with its script (JSON) or the page without (a form); neither says anything of evidence. Answers of the server get lost, tabs
try again, load afresh, or sit still with an old page. What the machine keeps is what was acknowledged, no more.
"""

import os
from dataclasses import dataclass, field

import pytest
from django.test import Client
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from assessment import access
from assessment.attempts import actions
from assessment.models import Assessment
from catalog.models import Edition
from tests.assessment.browser import Value, save, stored
from tests.conftest import NOW
from tests.pages import Page
from tests.workshop import ROLE

pytestmark = pytest.mark.slow

SKILL = "cut"
NOTHING: Value = (None, False, "")
WRITTEN = "A paper"
TABS = st.integers(0, 3)
STEPS = st.sampled_from([None, 1, 2, 6])
# How many histories of each kind of page: more in the drill `tabs` of tests/faults.
HISTORIES = int(os.environ.get("TABS_HISTORIES", "40"))


@dataclass
class Tab:
    """`value` is what the person chose here; `rev` and `known` are what the server last told this tab."""

    value: Value = NOTHING
    rev: int = 0
    known: Value = NOTHING
    told_of_conflict: list[Value] = field(default_factory=list)


class Tabs(RuleBasedStateMachine):
    edition_id: int
    kind = "full"
    address = "questions/craft/"
    written = ""
    done = 0  # steps of all histories

    @initialize()
    def begin(self) -> None:
        self.attempt, secret = actions.start(
            edition_id=self.edition_id, role=ROLE, target="", owner_id=None, at=NOW, kind=self.kind
        )
        self.client = Client()
        self.client.cookies[access.cookie_name(self.attempt.public_id)] = secret
        self.page = f"/a/{self.attempt.public_id}/{self.address}"
        self.current: tuple[Value, int] = (NOTHING, 0)
        if self.written:
            assert save(self.client, self.attempt, SKILL, None, 0, evidence=self.written).status_code == 200
            self.current = ((None, False, self.written), 1)
        unanswered = None, False, self.written
        self.tabs = [Tab(unanswered, known=unanswered) for _ in range(4)]

    @rule(tab=TABS)
    def load(self, tab: int) -> None:
        self.show(self.tabs[tab], self.client.get(self.page).content)
        assert (self.tabs[tab].value, self.tabs[tab].rev) == self.current

    @rule(tab=TABS, step=STEPS, unsure=st.booleans())
    def edit(self, tab: int, step: int | None, unsure: bool) -> None:
        self.tabs[tab].value = (step, unsure and step is not None, self.written)

    @rule(tab=TABS, lost=st.booleans())
    def send(self, tab: int, lost: bool) -> None:
        """Save with the script, or try again; the answer may never arrive."""
        here = self.tabs[tab]
        step, unsure, _written = here.value
        response = save(self.client, self.attempt, SKILL, step, here.rev, unsure=unsure)
        self.judge(here, response.status_code)
        if lost:
            return
        told = response.json()
        if response.status_code == 409:
            here.known = (
                told["stored"]["step"],
                *(told["stored"][name] for name in ("unsure", "evidence")),
            )
        else:
            here.known = here.value
        here.rev = told["rev"]
        assert (here.known, here.rev) == self.current

    @rule(tab=TABS, lost=st.booleans())
    def send_form(self, tab: int, lost: bool) -> None:
        """Save the whole page without the script; the next page may never arrive."""
        here = self.tabs[tab]
        step, unsure, _written = here.value
        fields = {
            f"{SKILL}-step": "" if step is None else str(step),
            f"{SKILL}-rev": str(here.rev),
            "end": "1",
        } | ({f"{SKILL}-unsure": "on"} if unsure else {})
        response = self.client.post(self.page, fields)
        self.judge(here, {303: 200}.get(response.status_code, response.status_code))
        self.gone_on()
        if lost:
            return
        if response.status_code == 409:
            chosen = here.value
            self.show(here, response.content)
            assert here.value == chosen
            assert here.rev == self.current[1]
            here.known = self.current[0]
        else:
            self.load(tab)

    @rule(tab=TABS)
    def take_the_other(self, tab: int) -> None:
        self.tabs[tab].value = self.tabs[tab].known

    def gone_on(self) -> None:
        """What else a form leaves behind."""

    def judge(self, tab: Tab, status: int) -> None:
        """Whether that status was right, by what was acknowledged before; then keep what counts now."""
        value, rev = self.current
        if tab.value == value:
            assert status == 200
        elif tab.rev < rev:
            assert status == 409
        else:
            assert status == 200
            # What is replaced was before the eyes of who replaced it.
            assert tab.known == value
            self.current = (tab.value, rev + 1)

    def show(self, tab: Tab, html: bytes) -> None:
        fields = Page(html).form(self.page).fields
        step = fields.get(f"{SKILL}-step")
        tab.value = (
            int(step) if step else None,
            f"{SKILL}-unsure" in fields,
            self.written,
        )
        tab.rev = int(fields[f"{SKILL}-rev"])
        tab.known = tab.value

    @invariant()
    def what_was_acknowledged_is_stored(self) -> None:
        type(self).done += 1
        expected = None if self.current[1] == 0 else self.current
        assert stored(self.attempt, SKILL) == expected


class QuickTabs(Tabs):
    """The same on the page of a quick check, where going on without an answer leaves word of that."""

    kind = "quick"
    address = f"quick/{SKILL}/"

    def gone_on(self) -> None:
        if self.current == (NOTHING, 0):
            self.current = (NOTHING, 1)


class TabsOfWritten(Tabs):
    """The same where something was written to the answer before."""

    written = WRITTEN


@pytest.mark.thorough
@pytest.mark.parametrize("tabs", [Tabs, QuickTabs, TabsOfWritten])
def test_no_acknowledged_answer_is_ever_lost_in_silence(edition: Edition, tabs: type[Tabs]):
    machine = type("PublishedTabs", (tabs,), {"edition_id": edition.pk})
    limits = settings(max_examples=HISTORIES, stateful_step_count=20)
    run_state_machine_as_test(machine, settings=limits)
    assert Assessment.objects.count() >= HISTORIES
    print(f"steps: {vars(machine)['done']}")
