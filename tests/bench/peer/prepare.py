"""Makes the package's database: one survey as long as our questionnaire, in seven pages. Prints its number."""

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from survey.models import Category, Question, Survey  # noqa: E402

QUESTIONS, PAGES = 44, 7
STEPS = ", ".join(f"Step {number} of what somebody can do by now" for number in range(6))

call_command("migrate", verbosity=0)
survey = Survey.objects.create(
    name="Peer", description="As long as ours", need_logged_user=False, display_method=Survey.BY_CATEGORY
)
pages = [Category.objects.create(name=f"Area {number}", survey=survey, order=number) for number in range(PAGES)]
for number in range(QUESTIONS):
    Question.objects.create(
        text=f"How far are you with skill number {number}?", order=number, required=True, type=Question.RADIO,
        survey=survey, category=pages[number % PAGES], choices=STEPS,
    )  # fmt: skip
print(survey.pk)
