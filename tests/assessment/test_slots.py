import subprocess
import sys

import pytest
from django.test import RequestFactory

from assessment import slots
from assessment.slots import Busy, slot
from tests.pages import Page, text

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("many", [1, 2])
def test_as_many_slots_are_given_as_the_settings_say(settings, many):
    settings.PDFS_AT_ONCE = many
    held = [slot() for _number in range(many)]
    for each in held:
        each.__enter__()
    with pytest.raises(Busy), slot():
        pass
    for each in held:
        each.__exit__(None, None, None)
    with slot():
        pass


def test_a_slot_is_free_again_after_a_failure():
    with pytest.raises(ZeroDivisionError), slot():
        1 / 0  # noqa: B018
    with slot():
        pass


def test_a_slot_stays_taken_while_a_process_has_it_and_no_longer():
    with slot() as held:
        worker = subprocess.Popen(
            [sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE, pass_fds=[held]
        )
    with pytest.raises(Busy), slot():
        pass
    worker.kill()
    worker.communicate()
    with slot():
        pass


def test_who_finds_no_slot_is_told_so_and_when_to_come_back():
    response = slots.busy(RequestFactory().get("/a/x/report.pdf?level=lead"))

    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert "we make few at a time" in text(Page(response.content))
    assert 'href="/a/x/report.pdf?level=lead"' in response.content.decode()
