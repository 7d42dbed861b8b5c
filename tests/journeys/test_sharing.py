"""Alice shares her report, Bob reads it, Alice stops it, and Bob finds nothing: without JavaScript, and with forms checked."""

from urllib.parse import urlsplit

import pytest

from tests.journeys.browser import Browser
from tests.journeys.story import answer_all, begin, hand_in
from tests.pages import Page, text
from tests.workshop import MET


@pytest.fixture
def alice(edition) -> Browser:
    """Alice with her report before her, and her name on it."""
    who = Browser()
    begin(who)
    answer_all(who, MET["junior"])
    hand_in(who, "Alice of the workshop")
    return who


def link(who: Browser, words: str) -> str:
    """Where a link with these words leads, from the page that it is on."""
    [found] = {each.attributes["href"] for each in who.page.all("a") if each.text == words}
    return found.split("#")[0]


def test_alice_shares_bob_reads_alice_stops(alice):
    report, bob = alice.path, Browser()
    rows = alice.page.texts("td")
    alice.follow("Share this report")
    alice.send(("share", "Make the link"), shows="name", label="for Bob", days="7")
    [field] = alice.page.all("input", id="address")
    address = urlsplit(field.attributes["value"]).path

    bob.open(address)
    assert bob.page.texts("h1") == ["A gap report"]
    assert "Alice of the workshop shares this report with you." in text(bob.page)
    assert bob.page.texts("td") == rows
    bob.open(f"{address}{link(bob, 'Lead')}")
    assert "Between you and Lead" in bob.page.texts("h2")
    # What he reads leads him nowhere into what is hers, and nothing of it stays with him.
    assert bob.client.get(report).status_code == 404
    assert not bob.client.cookies

    alice.open(report)
    alice.follow("Share this report")
    assert "Opened 1 time" in text(alice.page)
    [stop] = [form for form in alice.page.forms if form.action.endswith("/share/stop/")]
    alice.submit(stop, **dict(stop.buttons))
    assert "There is none yet." in text(alice.page)

    gone = bob.client.get(address)
    assert gone.status_code == 404
    assert Page(gone.content).texts("h1") == ["Nothing is shared here"]
    assert "Alice" not in gone.content.decode()
