"""Makes our database for measuring: a half-answered attempt and a finished one. Prints their ids and secrets as JSON."""

import json
from datetime import UTC, datetime

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from assessment.answering import actions  # noqa: E402
from assessment.answering.core.saving import Save  # noqa: E402
from assessment.attempts import actions as attempts_actions  # noqa: E402
from assessment.role import reading  # noqa: E402
from assessment.role.core.scoring import Answer  # noqa: E402
from catalog import editions  # noqa: E402
from tests.blueprint import ROLE, random_answers  # noqa: E402
from tests.shipped import AREA, FRAMEWORK  # noqa: E402

NOW = datetime.now(UTC)

call_command("migrate", verbosity=0)
call_command("demo", "--no-server", verbosity=0, stdout=open("/dev/null", "w"))  # noqa: SIM115, PTH123
edition = next(edition for edition in editions.current() if edition.framework.slug == FRAMEWORK)


def attempt(answers, *, submit):
    assessment, secret = attempts_actions.start(edition_id=edition.pk, role=ROLE, target="", owner_id=None, at=NOW)
    saves = [Save(skill, answer.step, answer.unsure, answer.evidence, 0) for skill, answer in sorted(answers.items())]
    actions.save_answers(assessment=assessment, saves=saves, at=NOW)
    if submit:
        actions.submit(assessment=assessment, person_name="Zoë Ångström", at=NOW)
    return {"id": assessment.public_id, "secret": secret}


# What costs most: every way to go, and as many words as are taken, in letters that no font has.
asked = reading.compiled(edition.digest, ROLE).questionnaire.questions
dear = {question.skill.slug: Answer(0, True, "中文 🎓 words " * 90) for question in asked}

questions = reading.compiled(edition.digest, ROLE).questionnaire.page[AREA].questions
half = {question.skill.slug for question in questions[::2]}
print(
    json.dumps(
        {
            "place": f"{edition.framework.slug}/{ROLE}",
            "area": AREA,
            "unanswered": questions[1].skill.slug,
            "open": attempt({skill: a for skill, a in random_answers(1).items() if skill in half}, submit=False),
            "done": attempt(random_answers(2), submit=True),
            "dear": attempt(dear, submit=True),
        }
    )
)
