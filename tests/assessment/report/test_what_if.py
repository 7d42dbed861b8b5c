"""What if: a page that supposes answers, stores nothing, and tells what a real attempt with those answers would."""

import hashlib
import random
from urllib.parse import urlencode

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessment.plan.renderers import json_plan
from assessment.report import reading as report_reading
from assessment.report.core import what_if
from assessment.report.core.what_if import Change
from assessment.report.renderers import json_report
from assessment.role import reading
from tests.assessment.plan.plan_page import ANSWERS
from tests.assessment.report.makers import MAKERS, handed_in
from tests.assessment.report.test_next_steps import section
from tests.pages import Page
from tests.workshop import EVERYTHING, HIGHEST, LEVELS, LOWEST, SKILLS


@pytest.fixture
def attempt(begin, alice):
    return begin(alice, ANSWERS, submitted=True)


def get(client, attempt, *pairs):
    return client.get(f"/a/{attempt.public_id}/what-if/?{urlencode(pairs)}")


def read(client, attempt, *pairs, status=200):
    response = get(client, attempt, *pairs)
    assert response.status_code == status
    return Page(response.content)


def cells(page, heading):
    """The lines of the first table of a section, its words made plain."""
    [found] = page.all("section", **{"aria-labelledby": heading})
    table = next(each for each in found.inside if each.tag == "table")
    return [
        [" ".join(cell.text.split()) for cell in row.inside if cell.tag in {"td", "th"}]
        for row in table.inside
        if row.tag == "tr"
    ]


def digest():
    """All rows of all tables of the database."""
    found = hashlib.sha256()
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found.update(repr((table, sorted(map(repr, cursor.fetchall())))).encode())
    return found.hexdigest()


def test_without_changes_it_offers_what_to_suppose(alice, attempt):
    page = read(alice, attempt)

    assert page.texts("h1") == ["What if?"]
    assert page.texts("h2") == ["Try one of your next steps", "Choose what to suppose"]
    [form] = [form for form in page.forms if form.method == "get"]
    assert form.fields == dict.fromkeys(["main.joint", *ANSWERS], "")
    [first] = [link for link in page.all("a") if "level=" in link.attributes["href"]]
    assert first.text == "To cut at 3 Steady"
    followed = Page(alice.get(first.attributes["href"]).content)
    assert "To cut: 3 Steady, you said 2 Learner" in section(followed, "supposed")


def test_who_has_everything_has_nothing_to_try(begin, alice):
    page = read(alice, begin(alice, EVERYTHING, submitted=True))

    assert page.texts("h2") == ["Choose what to suppose"]


def test_levels_and_way_follow_what_is_supposed(alice, attempt):
    page = read(alice, attempt, ("cut", 4))

    supposed = section(page, "supposed")
    assert "To cut: 4 Skilled, you said 2 Learner" in supposed
    assert "“I cut leather.”" in supposed
    assert "Now You meet Junior. Next is Senior." in section(page, "where")
    assert "What if You meet Senior. Next is Lead." in section(page, "where")
    rows = cells(page, "where")
    assert rows[0] == ["Level", "Now", "What if"]
    assert rows[2] == ["Senior", "79 % Not yet must-haves: 2 of 3", "100 % Met must-haves: 3 of 3"]
    assert rows[4:] == [
        ["Current level", "Junior", "Senior"],
        ["Level to aim for", "Senior", "Lead"],
        ["Close to", "Junior", "Senior"],
    ]
    way = section(page, "way")
    assert "The way to Senior: 50 hours less (25 to 100), 2 steps less." in way
    assert "What if Nothing is left to take for Senior" in way
    assert "To cut to 3 Steady, 10–40 hours To cut to 4 Skilled, 15–60 hours" in way


def test_way_to_another_level_keeps_what_is_supposed(alice, attempt):
    page = read(alice, attempt, ("cut", 4))

    [lead] = [link for link in page.all("a") if link.text == "Lead"]
    after = Page(alice.get(lead.attributes["href"].split("#")[0]).content)

    assert "The shortest way to Lead" in after.texts("h2")
    assert "To cut: 4 Skilled" in section(after, "supposed")
    assert after.forms[-1].fields["level"] == "lead"


def test_to_suppose_less_is_told_as_plainly(alice, attempt):
    page = read(alice, attempt, ("ask", 1), ("level", "junior"))

    assert "more" in section(page, "way").split("Now")[0]
    assert "Steps that would be needed only then" in section(page, "way")


def test_a_change_is_taken_back_by_its_link(alice, attempt):
    page = read(alice, attempt, ("cut", 4), ("teach", 2), ("level", "lead"))

    links = [link.attributes["href"] for link in page.all("a") if link.text.startswith("Take it back")]
    path = f"/a/{attempt.public_id}/what-if/"
    assert links == [f"{path}?teach=2&level=lead", f"{path}?cut=4&level=lead"]
    last = Page(alice.get(links[1]).content)
    assert [link.attributes["href"] for link in last.all("a") if link.text.startswith("Take it back")] == [
        f"{path}?level=lead"
    ]
    assert read(alice, attempt, ("level", "lead")).texts("h2")[0] == "Try one of your next steps"


def test_a_form_s_blank_fields_go_out_of_the_address(alice, attempt):
    response = get(alice, attempt, ("level", ""), ("teach", 2), ("cut", 4), ("measure", ""))

    assert response.status_code == 302
    assert response.headers["Location"] == f"/a/{attempt.public_id}/what-if/?cut=4&teach=2"
    nothing = get(alice, attempt, ("measure", ""))
    assert nothing.headers["Location"] == f"/a/{attempt.public_id}/what-if/"


def test_what_was_said_already_is_no_change(alice, attempt):
    assert "What you suppose" not in read(alice, attempt, ("measure", 6)).texts("h2")


def test_the_form_holds_what_is_supposed(alice, attempt):
    form = read(alice, attempt, ("cut", 4)).forms[-1]

    assert {name: value for name, value in form.fields.items() if value} == {"cut": "4"}


@pytest.mark.parametrize("maker", MAKERS.values(), ids=MAKERS)
def test_it_equals_a_real_attempt_with_the_same_answers(begin, alice, bob, maker):
    chance = random.Random(repr(maker))
    changes = [Change(skill, chance.randint(LOWEST, HIGHEST)) for skill in SKILLS if chance.random() < 0.5]
    supposed = what_if.suppose(maker.answers, changes)
    mine = handed_in(begin, alice, maker)
    real = handed_in(begin, bob, maker._replace(answers=supposed))
    for level in LEVELS:
        found = report_reading.report_of(mine, focus=level, answers=what_if.suppose(reading.given_in(mine)[0], changes))
        document = json_report.document(found, json_plan.entry(found.compiled, found.plan))

        downloaded = bob.get(f"/a/{real.public_id}/report.json?level={level}").json()
        assert downloaded.pop("signature")
        assert document == downloaded

    page = read(alice, mine, *changes, ("level", "senior"))
    report = Page(bob.get(f"/a/{real.public_id}/report/?level=senior").content)
    now = Page(alice.get(f"/a/{mine.public_id}/report/?level=senior").content)
    levels = cells(page, "where")[1:4]
    assert [[row[0], row[2]] for row in levels] == [as_one(row) for row in cells(report, "where")[1:]]
    assert [[row[0], row[1]] for row in levels] == [as_one(row) for row in cells(now, "where")[1:]]
    assert lead(report) in section(page, "way")
    assert lead(now) in section(page, "way")
    [place] = [each.text for each in report.all("h2", **{"class": "place"})]
    assert f"What if {place}" in section(page, "where")


def as_one(row):
    """A line of the report's table of levels as this page has it."""
    level, readiness, verdict, must_haves = row
    return [level, f"{readiness} {verdict} must-haves: {must_haves}"]


def lead(report):
    [way] = report.all("section", **{"aria-labelledby": "shortest-way"})
    return next(" ".join(each.text.split()) for each in way.inside if each.tag == "p")


def test_it_changes_nothing_in_the_database(alice, attempt):
    before = digest()

    for pairs in ([], [("cut", 4), ("level", "lead")], [("cut", "")], [("cut", 9), ("x", 1)]):
        get(alice, attempt, *pairs)
        alice.head(f"/a/{attempt.public_id}/what-if/?{urlencode(pairs)}")
        alice.post(f"/a/{attempt.public_id}/what-if/?{urlencode(pairs)}", dict(pairs))

    assert digest() == before
    assert "cut" in alice.get(f"/a/{attempt.public_id}/report.json").json()["answers"]


def test_the_digest_sees_a_change(alice, attempt):
    before = digest()

    attempt.answers.filter(skill="cut").update(evidence="A paper")

    assert digest() != before


def test_it_is_for_its_owner_and_kept_by_nobody(begin, alice, bob, attempt):
    still_open = begin(alice, {"cut": 1})

    assert get(bob, attempt, ("cut", 4)).status_code == 404
    response = get(alice, still_open, ("cut", 4))
    assert (response.status_code, response.headers["Location"]) == (303, f"/a/{still_open.public_id}/check/")
    response = get(alice, attempt, ("cut", 4))
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(
    ("pairs", "sentence"),
    [
        ([("juggling", 3)], "This role asks for no skill called “juggling”."),
        ([("ask", 7)], "To ask cannot be at “7”: the steps are 1 to 6."),
        ([("ask", "9" * 5000)], f"To ask cannot be at “{'9' * 40}…”"),
        ([("ask", 2), ("ask", 2)], "To ask stands there more than once"),
        ([("level", "king")], "This role has no level called “king”."),
        ([("level", "senior"), ("level", "lead")], "level stands there more than once"),
        ([(f"x{number}", 1) for number in range(900)], "And 3 parts more."),
        ([("<script>alert(1)</script>", "3")], "no skill called “<script>alert(1)</script>”."),
    ],
)
def test_what_cannot_be_read_is_said_and_the_rest_is_kept(alice, attempt, pairs, sentence):
    response = get(alice, attempt, ("cut", 4), *pairs)

    assert response.status_code == 400
    assert b"<script>alert" not in response.content
    page = Page(response.content)
    [alert] = page.all("div", role="alert")
    assert sentence in " ".join(alert.text.split())
    assert "To cut: 4 Skilled" in section(page, "supposed")
    assert page.forms[-1].fields["cut"] == "4"


def test_a_bad_address_without_anything_to_read_is_still_a_page(alice, attempt):
    page = read(alice, attempt, ("cut", "high"), status=400)

    assert page.texts("h2") == ["Try one of your next steps", "Choose what to suppose"]


RAW = [
    "cut=%00", "%00=3", "cut=%ff", "%ff=1", "cut=%D9%A3", "cut=%C2%B2", "cut=%EF%BC%93",
    "=", "&&&", "cut", "=3", "cut=3=4", "cut=3;ask=2", "cut[]=3", "cut=-0",
    "cut=1e0", "cut=0x1", "cut=true", "cut=None", "cut=NaN", "cut=" + "9" * 4000,
    "level=%00", "level=__class__", "level=None", "cut=3#", "cut=%0a3", "cut=3%20", "%F0%9F%9A%80=3",
    "%E2%80%AE=3", "cut=%ED%A0%80", "&".join(f"k{number}=1" for number in range(10_000)),
    "&".join(["cut=3"] * 999), "&".join(["level=lead"] * 200), "cut=2&" + "&".join(["="] * 100), "a" * 9000,
]  # fmt: skip


@pytest.mark.parametrize("query", RAW, ids=lambda query: query[:24])
def test_no_malformed_address_is_an_error_of_ours(alice, attempt, query):
    response = alice.get(f"/a/{attempt.public_id}/what-if/", QUERY_STRING=query)

    # Nothing at all supposes nothing, and a skill without a step is one that was left alone.
    assert response.status_code == {"&&&": 200, "cut": 302}.get(query, 400)
    assert query == "cut" or b"<h1" in response.content


names = st.sampled_from([*SKILLS, "level"]) | st.text(max_size=30)
values = (
    st.sampled_from(["0", "1", "2", "3", "4", "5", "6", "7", "", "lead"])
    | st.text(max_size=30)
    | st.integers().map(str)
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(names, values), max_size=60))
def test_any_address_is_a_page_a_way_to_one_or_a_sentence(alice, attempt, pairs):
    response = alice.get(f"/a/{attempt.public_id}/what-if/?{urlencode(pairs, errors='surrogatepass')}")

    assert response.status_code in {200, 302, 400}
    if response.status_code == 302:
        assert alice.get(response.headers["Location"]).status_code == 200


def test_the_report_leads_here_from_its_gaps(alice, attempt):
    report = Page(alice.get(f"/a/{attempt.public_id}/report/").content)
    hrefs = [link.attributes["href"] for link in report.all("a") if "what-if" in link.attributes["href"]]

    assert hrefs == [f"/a/{attempt.public_id}/what-if/?level=senior", "../what-if/?cut=3&level=senior"]
    assert "To cut: 3 Steady" in section(read(alice, attempt, ("cut", 3)), "supposed")


def test_a_skipped_question_is_supposed_to_be_where_it_is_needed(begin, alice):
    attempt = begin(alice, {skill: step for skill, step in ANSWERS.items() if skill != "cut"}, submitted=True)

    report = Page(alice.get(f"/a/{attempt.public_id}/report/").content)

    assert "What if: To cut, 2 Learner" in section(report, "gaps")


def test_another_main_field_can_be_supposed_and_taken_back(begin, alice):
    attempt = handed_in(begin, alice, MAKERS["main-field"])
    before = digest()
    page = read(alice, attempt, ("main.joint", "weld"))

    assert "Your main field: To weld, you said To glue" in section(page, "supposed")
    [back] = [link for link in page.all("a") if link.text.startswith("Take it back")]
    assert back.attributes["href"] == f"/a/{attempt.public_id}/what-if/"
    [form] = [form for form in page.forms if form.method == "get"]
    assert form.fields["main.joint"] == "weld"
    assert digest() == before


@pytest.mark.parametrize(("supposed", "main"), [("weld", {"joint": "weld"}), ("none", {})])
def test_a_supposed_main_field_tells_what_a_real_one_would(begin, alice, supposed, main):
    attempt = handed_in(begin, alice, MAKERS["main-field"])
    page = read(alice, attempt, ("main.joint", supposed))

    then = report_reading.report_of(attempt, main=main)
    shown = [line[2].split(" %")[0] for line in cells(page, "where")[1:4]]
    assert shown == [report_reading.wording().percent_range(level.readiness).split(" %")[0] for level in then.levels]


def test_the_main_field_that_was_named_is_nothing_to_suppose(begin, alice):
    attempt = handed_in(begin, alice, MAKERS["main-field"])
    assert not read(alice, attempt, ("main.joint", "glue")).all("section", **{"aria-labelledby": "supposed"})
    response = get(alice, attempt, ("main.joint", "weld"), ("cut", ""))
    assert response.headers["Location"] == f"/a/{attempt.public_id}/what-if/?main.joint=weld"


def test_a_main_field_that_cannot_be_is_told(alice, attempt):
    page = read(alice, attempt, ("main.joint", "cut"), status=400)
    assert "“cut” is no main field that can be named here." in page.texts("li")
