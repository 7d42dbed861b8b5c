"""What makes an anchor fit to be chosen by a stranger, as far as a machine can judge (docs/method.md, 2.3).

One condition in a sentence, two sentences at most, one axis up the steps, no company that a reader may lack, and use by
people outside the team at the top. `docs/anchors-review.csv` says what became of each proposal of the second reading.
"""

import csv
import re
from collections import Counter
from pathlib import Path
from statistics import median

import pytest

from catalog.core import likeness, readability
from tests.catalog.files import CATALOG, entries
from tests.catalog.test_fixtures import TEAM
from tests.shipped import FRAMEWORK

Anchors = dict[tuple[str, int], str]


def anchors_of(framework: str) -> Anchors:
    rows = (entry["fields"] for entry in entries("anchors", framework))
    return {(row["skill"][1], row["step"]): row["text"] for row in rows}


REVIEW = Path(__file__).parents[2] / "docs" / "anchors-review.csv"
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
NOT_A_WORD = re.compile(r"[\W_]+")
TOP = {FRAMEWORK: 4, TEAM: 6}
# The steps that levels ask for, from the second above the lowest to the one below the top; and the first above it.
MIDDLE = {FRAMEWORK: {2, 3}, TEAM: {3, 4, 5}}
FIRST = {FRAMEWORK: 1, TEAM: 2}
# Whose top step is an office: there is no plan for others, and no team, without one.
BY_OFFICE = {"ppl_leading", "ppl_planning"}
OUTSIDE = re.compile(r"outside (my team|mine)|other than mine|I have not (met|worked with)")
COMPANY = re.compile(
    r"\b(colleagues?|teammates?|manager|supervisor|senior|someone|somebody|(my|a|the) lead|reviews? (my|it))\b"
)
# Help, of which whoever is further up has no need; the words that keep a sentence true of them all the same.
HELP = re.compile(r"\b(someone|somebody|others|help|guide|example (beside|that)|worked example|was given)\b")
OR_WITHOUT = re.compile(r"\b(at least|even if|if need be)\b")
SECOND_ACT = re.compile(r"\band I\b|, and (help|check|review|advise|can)\b")
# One spelling and one phrase for each thing, in all words of ours.
NOT_OURS = re.compile(
    r"\b(data-?sets?|setups?|behaviors?|colors?|favor|center|labeled|labeling|modeling|"
    r"\w{3,}(?:iz(?:e|ed|es|ing|ations?)|yz(?:e|ed|es|ing)))\b",
    re.IGNORECASE,
)
NOT_ON_MY_OWN = re.compile(r"\b(myself|alone|independently|without (help|guidance|a go-between)|by myself)\b")
OLD_WINDOW = re.compile(r"12 months|twelve months|\bhighest\b", re.IGNORECASE)
OUR_FIELDS = {
    "skills": ("definition", "evidence_prompt", "explain_prompt", "why", "tips"),
    "anchors": ("text", "next_step"),
    "scale_steps": ("meaning",),
    "practice_people": ("description", "why"),
    "areas": ("description",),
    "roles": ("summary", "description"),
    "role_levels": ("duties", "credentials"),
    "role_notes": ("title", "text"),
    "salary_ranges": ("note",),
    "resources": ("description",),
}


def sentences(text: str) -> list[str]:
    return SENTENCE_END.split(text)


@pytest.fixture(params=[FRAMEWORK, TEAM])
def framework(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def anchors(framework) -> Anchors:
    return anchors_of(framework)


def test_an_anchor_is_one_or_two_short_sentences(anchors, framework):
    assert {key: text for key, text in anchors.items() if len(sentences(text)) > 2} == {}
    lengths = {key: len(text.split()) for key, text in anchors.items()}
    assert {key: words for key, words in lengths.items() if words > 26} == {}
    assert median(lengths.values()) <= {FRAMEWORK: 20, TEAM: 17}[framework]


def test_anchors_read_easily(anchors):
    assert median(readability.grade(text) for text in anchors.values()) <= 9


def test_a_sentence_of_an_anchor_holds_no_second_act(anchors):
    assert {key: text for key, text in anchors.items() if SECOND_ACT.search(text)} == {}


def test_the_top_step_is_use_by_people_outside_and_no_position(anchors, framework):
    top = {skill: text for (skill, step), text in anchors.items() if step == TOP[framework] and skill not in BY_OFFICE}
    assert {skill: text for skill, text in top.items() if not OUTSIDE.search(text)} == {}
    assert {skill: text for skill, text in top.items() if text.startswith("I ")} == {}


def test_the_steps_that_levels_ask_for_need_no_company(anchors, framework):
    middle = {key: text for key, text in anchors.items() if key[1] in MIDDLE[framework]}
    assert {key: text for key, text in middle.items() if COMPANY.search(text)} == {}


def test_a_first_step_with_help_is_also_true_of_those_who_need_none(anchors, framework):
    """People stop at the first sentence that is not true of them."""
    helped = {key: text for key, text in anchors.items() if key[1] == FIRST[framework] and HELP.search(text)}
    assert helped
    assert {key: text for key, text in helped.items() if not OR_WITHOUT.search(text)} == {}


def test_there_is_one_phrase_for_on_my_own(anchors):
    assert {key: text for key, text in anchors.items() if NOT_ON_MY_OWN.search(text)} == {}


@pytest.mark.parametrize("name", OUR_FIELDS)
def test_words_of_ours_keep_to_one_spelling_and_to_three_years(framework, name):
    is_there = (CATALOG / framework / f"{name}.yaml").exists()
    rows = [entry["fields"] for entry in (entries(name, framework) if is_there else [])]
    texts = [row.get(field) or "" for row in rows for field in OUR_FIELDS[name]]
    assert [text for text in texts if NOT_OURS.search(text) or OLD_WINDOW.search(text)] == []


def test_no_anchor_is_a_copy_of_another_or_of_the_scale(anchors, framework):
    texts = [*anchors.values(), *(entry["fields"]["meaning"] for entry in entries("scale_steps", framework))]
    bare = Counter(NOT_A_WORD.sub(" ", text.casefold()).strip() for text in texts)
    assert [text for text, count in bare.items() if count > 1] == []


def test_no_anchor_says_nearly_what_another_says(anchors):
    words = {key: {word.casefold() for word in readability.words(text)} for key, text in anchors.items()}
    assert list(likeness.alike(words, 80)) == []


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("I fit the model, and I help colleagues.", SECOND_ACT),
        ("A colleague looks over my choice.", COMPANY),
        ("I run a test that someone else chose.", HELP),
        ("I run a test, even if someone else chose it.", OR_WITHOUT),
        ("I choose the method alone.", NOT_ON_MY_OWN),
        ("I clean a dataset.", NOT_OURS),
        ("Analyze and optimize the set-up.", NOT_OURS),
        ("Something from the last 12 months.", OLD_WINDOW),
    ],
)
def test_the_patterns_find_what_they_are_for(text, pattern):
    assert pattern.search(text)


def test_each_proposal_of_the_review_is_decided_with_a_reason():
    rows = list(csv.DictReader(REVIEW.read_text().splitlines()))
    assert len(rows) == len({(row["skill_key"], row["step"]) for row in rows}) == 116
    assert {row["decision"] for row in rows} <= {"take", "better", "refuse"}
    accepted = {(row["skill_key"], int(row["step"])): row["text"] for row in rows if row["decision"] != "refuse"}
    assert accepted.items() <= anchors_of(FRAMEWORK).items()
    assert [row for row in rows if not row["reason"] or not row["text"]] == []
