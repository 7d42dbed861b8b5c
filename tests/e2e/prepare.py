"""Makes the database of the browser tests: the one of `./run demo`, and people.

And one of each thing that the shipped catalogue has none of, so that every screen of the editor has something to show.
"""

import django

django.setup()

from allauth.account.models import EmailAddress  # noqa: E402
from django.contrib.auth.models import Group, User  # noqa: E402
from django.core.management import call_command  # noqa: E402

from catalog.models import Framework, Resource, Role, RoleNote, SalaryRange, Skill  # noqa: E402
from tests.e2e.site import PASSWORD  # noqa: E402

call_command("demo", "--no-server", verbosity=0)

User.objects.create_superuser("rose", "rose@skillgap.example", password=PASSWORD)
erin = User.objects.create_user("erin", "erin@skillgap.example", password=PASSWORD, is_staff=True)
erin.groups.add(Group.objects.get(name="Catalogue editors"))
User.objects.create_user("person-ann", "ann@skillgap.example", password=PASSWORD)
for user in User.objects.all():
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)

role, framework, skill = Role.objects.all()[0], Framework.objects.all()[0], Skill.objects.all()[0]
RoleNote.objects.create(slug="note", role=role, kind="market", title="Market", text="Growing.").skills.add(skill)
SalaryRange.objects.create(slug="pay", role=role, title="Specialist", low=1, high=2, currency="EUR", year=2025)
resource = Resource.objects.create(
    slug="book", framework=framework, title="A book", url="https://example.org/", kind="book", hours=8,
    checked_on="2026-01-05",
)  # fmt: skip
resource.steps.create(skill=skill, from_step=1, to_step=2)
