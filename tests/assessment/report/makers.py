"""The people of the workshop whose pages and files are read back, and how they hand in."""

from collections.abc import Callable, Collection, Mapping, Sequence

from django.test import Client

from assessment.answering import actions
from assessment.answering.core.saving import MainSave, Save
from assessment.models import Assessment
from assessment.role.core.scoring import Answer
from tests.assessment.report.renderers.people import TRICKY, Person
from tests.conftest import NOW
from tests.workshop import CLOSE, EVERYTHING, MET, NOTHING_YET

MIXED = {"cut": 4, "glue": 2, "weld": 3, "measure": 1, "ask": 5, "teach": 2}


def said(
    steps: Mapping[str, int], *, unsure: Collection[str] = (), evidence: Sequence[str] = ("",)
) -> dict[str, Answer]:
    """Answers, steps by skill: those of `unsure` are not sure; `evidence` in turn."""
    return {
        skill: Answer(step, skill in unsure, evidence[place % len(evidence)])
        for place, (skill, step) in enumerate(steps.items())
    }


# Nobody here said nothing: an attempt without any answer cannot be handed in.
MAKERS = {
    "full": Person(said(MIXED)),
    "with-skips": Person(said({"cut": 3, "weld": 5, "teach": 1}), name="Щукина Юлия Ёжикова"),
    "with-unsure": Person(said(MIXED, unsure=("cut", "glue", "teach")), name="王小明"),
    "skips-and-unsure": Person(
        said({"cut": 3, "glue": 2, "ask": 2, "teach": 3}, unsure=("cut", "ask"), evidence=("", "A paper")),
        target="senior",
    ),
    "main-field": Person(said(MIXED), main="glue"),
    "nothing-yet": Person(said(NOTHING_YET)),
    "everything": Person(said(EVERYTHING), name="Zoë Łukasz Ñandú Đặng"),
    "one-said": Person(said({"weld": 3}, unsure=("weld",)), target="lead"),
    "at-senior": Person(said(MET["senior"]), name="Ωμέγα Παπαδοπούλου", target="lead"),
    "close-to-lead": Person(said(CLOSE["lead"]), target="junior"),
    "tricky-evidence": Person(said(MIXED, unsure=("measure",), evidence=TRICKY), name="=cmd|' /C calc'!A0"),
}


def handed_in(begin: Callable[..., Assessment], client: Client, maker: Person) -> Assessment:
    """An attempt with the answers, the name and the target of somebody, as they would leave it."""
    assessment = begin(client, target=maker.target)
    if maker.main:
        actions.save_main(assessment=assessment, save=MainSave("joint", maker.main, 0), at=NOW)
    saves = [Save(skill, *answer, rev=0) for skill, answer in maker.answers.items()]
    actions.save_answers(assessment=assessment, saves=saves, at=NOW)
    actions.submit(assessment=assessment, person_name=maker.name, at=NOW)
    assessment.refresh_from_db()
    return assessment
