"""What a reader may see of answers: every step, and evidence only where it is shown."""

from hypothesis import given
from hypothesis import strategies as st

from assessment.role.core.scoring import Answer
from assessment.sharing.core.parts import Parts, shown

ANSWERS = st.dictionaries(st.text(max_size=8), st.builds(Answer, st.integers(0, 9), st.booleans(), st.text()))


@given(ANSWERS, st.booleans(), st.booleans())
def test_without_notes_no_word_of_evidence_is_left_and_all_else_stays(answers, name, plan):
    found = shown(answers, Parts(name=name, plan=plan))
    assert {answer.evidence for answer in found.values()} <= {""}
    assert {skill: answer[:2] for skill, answer in found.items()} == {
        skill: answer[:2] for skill, answer in answers.items()
    }


@given(ANSWERS)
def test_with_notes_the_answers_are_as_they_were_said(answers):
    assert shown(answers, Parts(notes=True)) == answers


def test_nothing_but_the_report_is_shown_unless_it_is_chosen():
    assert Parts() == (False, False, False)
