"""axe finds nothing on any public page, in any state, light or dark, narrow or wide."""

import pytest

from tests.e2e.accessibility import faults, look, options_for_axe
from tests.e2e.attempt import Attempt
from tests.e2e.server import Server
from tests.e2e.states import OPEN_ALL, PARTS, public_states

# A question in other words, one that is gone, and a bar that moved.
CHANGED = """
from catalog.models import Anchor, Requirement
Anchor.objects.filter(skill__slug="prg_python", step=2).update(text="I write Python another way.")
Requirement.objects.filter(skill__slug="prg_second_language").delete()
Requirement.objects.filter(skill__slug="mat_statistics").update(step=4)
"""


@pytest.mark.parametrize("part", PARTS)
def test_public_pages_in_every_state(new_context, part):
    context = new_context(**options_for_axe())

    found = [fault for name, page in public_states(context, part) for fault in look(page, name)]

    assert found == []


def test_axe_finds_a_fault_that_is_there(new_context):
    page = new_context(**options_for_axe()).new_page()
    page.goto("/")

    page.evaluate("document.querySelector('main').append(document.createElement('img'))")

    assert [fault.split(":")[0] for fault in faults(page)] == ["image-alt"]


def test_a_newer_edition_while_somebody_is_at_it(new_context, tmp_path):
    """With a server of its own: what is published would change the pages of every other test."""
    server = Server(tmp_path, f"sqlite:///{tmp_path / 'newer.sqlite3'}")
    server.prepare()
    server.start()
    context = new_context(**options_for_axe(), base_url=server.base)
    attempt = Attempt(context, "mid")
    attempt.answer_all()
    server.manage("shell", "-c", CHANGED)
    server.manage("publish_edition")
    page = context.new_page()

    page.goto(attempt.page_of("prg"))
    notice = page.get_by_role("link", name="See what differs")
    found = look(page, "questions with a newer edition")
    notice.first.click()
    page.get_by_role("heading", name="What differs").wait_for()
    page.evaluate(OPEN_ALL)
    found += look(page, "newer edition")
    server.stop()

    assert found == []
