"""What of an attempt cannot be printed: the PDF has empty boxes there, so pages say so beside it."""

from collections.abc import Iterable, Mapping

from assessment.role.core.compiled import CompiledRole, kept
from assessment.role.core.scoring import Answer
from assessment.words import glyphs


def unshown(compiled: CompiledRole, person_name: str, answers: Mapping[str, Answer], others: Iterable[str] = ()) -> str:
    """The characters that a PDF cannot show, of what a person typed, of what the role asks, and of `others`."""
    typed = (person_name, *(answer.evidence for answer in answers.values()))
    return glyphs.unshown([*typed, *others]) + _of_role(compiled)


@kept(1)
def _of_role(compiled: CompiledRole) -> str:
    skills = [question.skill for question in compiled.questionnaire.questions]
    return glyphs.unshown(
        [
            compiled.role.name,
            *(level.name for level in compiled.role.ladder),
            *(step.name for step in compiled.snapshot.scale),
            *(page.area.name for page in compiled.questionnaire.pages),
            *(skill.name for skill in skills),
            *(anchor.text for skill in skills for anchor in skill.anchors),
        ]
    )
