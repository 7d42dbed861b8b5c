"""Makes the database of the sweep for what runs: the workshop and a person's attempts, with hostile texts in all of it."""

from datetime import date, timedelta

import django

django.setup()

from allauth.account.models import EmailAddress  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from assessment.answering import actions as answering  # noqa: E402
from assessment.answering.core.saving import Save  # noqa: E402
from assessment.attempts import actions as attempts  # noqa: E402
from assessment.models import Assessment, PlanTick, Reminder, ShareLink, digest_of  # noqa: E402
from catalog import editions  # noqa: E402
from catalog.models import Concept, EditionNote, Feedback, Resource, Vocabulary, Withdrawal  # noqa: E402
from tests import hostile, workshop  # noqa: E402
from tests.e2e.site import PASSWORD, SHARED  # noqa: E402

NOW = timezone.now()

call_command("migrate", verbosity=0)
framework = workshop.build()
Resource.objects.update(check_result="404")
ann = User.objects.create_user("ann", "ann@skillgap.example", password=PASSWORD)
rose = User.objects.create_superuser("rose", "rose@skillgap.example", password=PASSWORD)
for user in (ann, rose):
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)


def publish(label: str) -> int:
    return editions.publish(framework=framework, by=hostile.KINDS[1], at=NOW, label=label, notes=hostile.ALL).pk


def attempt(edition: int, level: str, name: str = "") -> Assessment:
    made, _secret = attempts.start(edition_id=edition, role=workshop.ROLE, target="", owner_id=ann.pk, at=NOW)
    saves = [Save(skill, step, skill == "ask", hostile.ALL, 0) for skill, step in workshop.MET[level].items()]
    answering.save_answers(assessment=made, saves=saves, at=NOW)
    if name:
        answering.submit(assessment=made, person_name=name, at=NOW)
    return made


first = publish("First")
done = attempt(first, "junior", name="Ann")
PlanTick.objects.create(assessment=done, skill="cut", to_step=3, state="done", ticked_at=NOW, evidence="A box")
Reminder.objects.create(owner=ann, framework=framework, role=workshop.ROLE, due_on=date(2027, 1, 31), created_at=NOW)
Feedback.objects.create(edition_id=first, skill="cut", kind="unclear", text="Which paper?", day=NOW.date())
EditionNote.objects.create(edition_id=first, label="Spring", text="More of it.", at=NOW, by="rose")
Withdrawal.objects.create(edition_id=first, reason="A slip.", at=NOW, by="rose", lifted_at=NOW, lifted_by="rose")
vocabulary = Vocabulary.objects.create(scheme="esco", version="1.2.1", uploaded_at=NOW, uploaded_by="rose")
Concept.objects.create(vocabulary=vocabulary, uri="https://esco.example/cut", label="to cut", words="to cut")
ShareLink.objects.create(
    assessment=done, digest=digest_of(SHARED), label="for Bob", shows_name=True, shows_notes=True, shows_plan=True,
    created_at=NOW, expires_at=NOW + timedelta(days=30),
)  # fmt: skip
hostile.plant_everywhere()
framework.refresh_from_db()
second = publish(hostile.KINDS[0])
attempt(second, "senior", name=hostile.ALL[:120])
attempt(second, "junior", name=hostile.KINDS[2])
attempt(second, "junior")
# What no edition may hold, an editor's draft may.
Resource.objects.exclude(url="").update(url="javascript:alert(1)//")
print("planted")
