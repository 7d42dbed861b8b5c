"""axe finds nothing on any public page, in any state, light or dark, narrow or wide."""

import pytest

from tests.e2e.accessibility import faults, look, options_for_axe
from tests.e2e.states import PARTS, public_states


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
