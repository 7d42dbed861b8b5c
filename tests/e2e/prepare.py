"""Makes the database of the browser tests: the one of `./run demo`, and people.

And one of each thing that the shipped catalogue has none of, so that every screen of the editor has something to show.
"""

from datetime import date

import django

django.setup()

from allauth.account.models import EmailAddress  # noqa: E402
from django.contrib.auth.models import Group, User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from catalog import editions, feedback, vocabularies  # noqa: E402
from catalog.models import ExternalLink, Resource, Review, Role, RoleNote, SalaryRange, Skill  # noqa: E402
from tests.blueprint import ROLE  # noqa: E402
from tests.e2e.site import PASSWORD  # noqa: E402
from tests.shipped import FRAMEWORK  # noqa: E402

call_command("demo", "--no-server", verbosity=0)

User.objects.create_superuser("rose", "rose@skillgap.example", password=PASSWORD)
erin = User.objects.create_user("erin", "erin@skillgap.example", password=PASSWORD, is_staff=True)
erin.groups.add(Group.objects.get(name="Catalogue editors"))
for name in ("ann", "ben"):
    User.objects.create_user(f"person-{name}", f"{name}@skillgap.example", password=PASSWORD)
for user in User.objects.all():
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)

role = Role.objects.get(framework__slug=FRAMEWORK, slug=ROLE)
framework, skill = role.framework, Skill.objects.filter(framework=role.framework)[0]
RoleNote.objects.create(slug="note", role=role, kind="market", title="Market", text="Growing.").skills.add(skill)
SalaryRange.objects.create(slug="pay", role=role, title="Specialist", low=1, high=2, currency="EUR", year=2025)
resource = Resource.objects.create(
    slug="book", framework=framework, title="A book", url="https://example.org/", kind="book", hours=8,
    checked_on="2026-01-05",
)  # fmt: skip
resource.steps.create(skill=skill, step=2)
Review.objects.create(framework=framework, skill=skill, by="Ada", role="engineer", day="2026-01-05", seen="0" * 16)
feedback.keep(
    digest=editions.current_digest(framework.pk) or "",
    skill=skill.slug,
    kind="unclear",
    text="Which?",
    on=date(2026, 1, 5),
)
ESCO = "http://data.europa.eu/esco/skill/"
link = ExternalLink.objects.filter(scheme="esco", skill__framework=framework).earliest("pk")
vocabularies.store(
    scheme="esco", version="9.9", released=None, name="skills_en.csv", by="tests", at=timezone.now(),
    data=f"""conceptUri,skillType,preferredLabel,altLabels,description
{ESCO}1,knowledge,plan a day,plan,How to plan.
{link.uri},knowledge,other words,,
""".encode(),
)  # fmt: skip
