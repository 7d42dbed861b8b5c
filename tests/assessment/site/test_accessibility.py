"""The page on accessibility: made from the list of checks, with whom to tell."""

import pytest

from assessment.site.accessibility import CHECKS, UNKNOWN
from tests.pages import links, read, text


def test_it_says_every_check_and_every_limit():
    page = text(read("/accessibility/"))

    for check in CHECKS:
        assert f"{check.holds}. {check.how}" in page
        assert all(test in page for test in check.tests)
    assert all(str(limit) in page for limit in UNKNOWN)


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        ("help@skillgap.example", "mailto:help@skillgap.example"),
        ("https://skillgap.example/help?a=1&b=2", "https://skillgap.example/help?a=1&b=2"),
    ],
)
def test_it_says_whom_to_tell(settings, contact, link):
    settings.CONTACT = contact

    assert link in links(read("/accessibility/"))


def test_without_an_address_it_says_so():
    assert "names no address to write to" in text(read("/accessibility/"))
