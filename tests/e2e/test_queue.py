"""The queue of saving (static/js/queue.js) alone in a real browser: no page, no server, no clock but the tables'."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.conftest import PATIENCE_MS
from tests.e2e.queue_stories import STORIES

QUEUE = Path(__file__).parents[2] / "static" / "js" / "queue.js"
PLAYER = """async ([events, chance]) => {
  const { Queue } = await import("/queue.js");
  const given = {};
  const queue = new Queue((skill) => given[skill], () => chance);
  const read = (text) => {
    const [step, unsure, evidence] = [...text.split("/"), "", ""];
    const words = evidence === "unsaid" ? undefined : evidence;
    return { step: step ? Number(step) : null, unsure: unsure === "unsure", evidence: words };
  };
  const written = ({ step, unsure, evidence }) =>
    [step, unsure ? "unsure" : "", evidence].join("/").replace(/[/]+$/, "");
  const give = (act) => (now, answer) => {
    const [skill, value] = answer.split("=");
    given[skill] = read(value);
    queue[act](skill, now);
  };
  const happens = {
    wait: () => "",
    choose: give("changed"),
    type: give("typed"),
    blur: (now) => queue.fieldLeft(now),
    back: (now) => queue.cameBack(now),
    online: (now) => queue.cameOnline(now),
    leave: (now) => (queue.leave(now) ? "goes" : "stays"),
    close: () => {
      const words = queue.lastWords().map(({ skill, value, ahead }) => `${skill}=${written(value)}${ahead ? `+${ahead}` : ""}`);
      return `sends ${words.join(" ") || "nothing"}`;
    },
    answer: (now, status, error, stored) => {
      const body = error ? { error, stored: stored && read(stored) } : status === "200" ? { rev: 1 } : null;
      const { meaning, goesOn } = queue.answered(Number(status), body, now);
      return goesOn ? `${meaning}, goes on` : meaning;
    },
    garbled: (now, status) => queue.answered(Number(status), null, now).meaning,
  };
  return events.map((event) => {
    const [time, what, ...details] = event.split(" ");
    const said = happens[what](Number(time), ...details);
    const { skill, value, wait } = queue.next(Number(time));
    const then = skill ? `send ${skill}=${written(value)}` : wait ? `wait ${wait}` : "";
    return [said, queue.state, queue.isSafe && "safe", queue.isStuck && "stuck", then].filter(Boolean).join("; ");
  });
}"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A page that holds nothing and can import the module."""
    page = browser.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.route("**/*", lambda route: route.fulfill(body="", content_type="text/html"))
    page.route("**/queue.js", lambda route: route.fulfill(path=QUEUE))
    page.goto("http://queue.test/")
    yield page
    page.close()


def play(page: Page, *events: str, chance: float = 0.5) -> list[str]:
    """What the queue makes of each event, as the tables write it."""
    told: list[str] = page.evaluate(PLAYER, [events, chance])
    return told


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_the_queue_decides_as_told(page, story):
    rows = [[cell.strip() for cell in line.split("|")] for line in story.strip().splitlines()]
    events = [event for event, _ in rows]

    assert [list(row) for row in zip(events, play(page, *events), strict=True)] == rows


@pytest.mark.parametrize(
    "answer", ["answer 0", "answer 304", "answer 403", "answer 429", "answer 500", "garbled 200", "garbled 409"]
)
def test_where_the_outcome_is_not_known_the_same_is_sent_again(page, answer):
    told = play(page, "0 choose a=1", f"5 {answer}", "1005 wait")

    assert told[1:] == ["unknown; waiting; wait 1000", "waiting; send a=1"]


@pytest.mark.parametrize("status", [400, 408, 413, 415, 422])
def test_what_the_server_will_not_take_is_left_to_the_person(page, status):
    assert play(page, "0 choose a=1", f"5 answer {status}", "90000 wait")[1:] == [
        "refused; refused; stuck",
        "refused; stuck",
    ]


@pytest.mark.parametrize(("chance", "pause"), [(0, 750), (0.5, 1000), (1, 1250)])
def test_pauses_differ_by_a_quarter_so_that_many_pages_do_not_come_at_once(page, chance, pause):
    assert play(page, "0 choose a=1", "0 answer 0", chance=chance)[1] == f"unknown; waiting; wait {pause}"


@pytest.mark.parametrize(
    ("stored", "meaning"),
    [
        ("3/unsure/Caf\u00e9", "ours"),
        ("2/unsure/Caf\u00e9", "conflict"),
        ("3//Caf\u00e9", "conflict"),
        ("3/unsure/Cafe", "conflict"),
    ],
)
def test_a_stored_answer_is_our_own_when_all_of_it_is(page, stored, meaning):
    """The server stores text composed (NFC); a keyboard may send it in parts."""
    lost = ("0 choose a=3/unsure/Cafe\u0301", "0 answer 0", "1000 choose a=1")

    assert play(page, *lost, f"1001 answer 409 conflict {stored}")[-1].startswith(f"{meaning}; ")


@pytest.mark.parametrize(("stored", "meaning"), [("3//Paper", "ours"), ("3", "ours"), ("2//Paper", "conflict")])
def test_a_page_without_the_field_minds_no_evidence(page, stored, meaning):
    lost = ("0 choose a=3//unsaid", "0 answer 0", "1000 choose a=1")

    assert play(page, *lost, f"1001 answer 409 conflict {stored}")[-1].startswith(f"{meaning}; ")
