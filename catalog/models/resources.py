"""What helps to learn, and which step of which skill it serves."""

from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.core import snapshot
from catalog.core.privacy import nobodys
from catalog.models.base import Check, Keyed, NaturallyKeyed, OneKey
from catalog.models.frameworks import Framework
from catalog.models.skills import Skill


class Resource(Keyed):
    NATURAL_KEY = ("framework__slug", "slug")
    FRAMEWORK = "framework"

    class Kind(models.TextChoices):
        COURSE = "course", _("course")
        BOOK = "book", _("book")
        DOCUMENTATION = "documentation", _("documentation")
        TUTORIAL = "tutorial", _("tutorial")
        PAPER = "paper", _("paper")
        STANDARD = "standard", _("standard")
        COMMUNITY = "community", _("community")
        WORKSHOP = "workshop", _("workshop")
        TOOL = "tool", _("tool")
        PRACTICE = snapshot.PRACTICE, _("practice task")

    class Cost(models.TextChoices):
        FREE = snapshot.FREE, _("free")
        PARTLY = snapshot.PARTLY, _("partly free")
        PAID = snapshot.PAID, _("paid")

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="resources", verbose_name=_("framework"))
    title = models.CharField(_("title"), max_length=200)
    url = models.CharField(_("address"), max_length=500, blank=True, validators=[URLValidator(["https", "http"])])
    provider = models.CharField(_("provider"), max_length=120, blank=True)
    kind = models.CharField(_("kind"), max_length=14, choices=Kind.choices)
    language = models.CharField(_("language"), max_length=12, default="en")
    cost = models.CharField(_("cost"), max_length=6, choices=Cost.choices, default=Cost.FREE)
    hours = models.PositiveSmallIntegerField(_("hours"), validators=[MinValueValidator(1)])
    hours_estimated = models.BooleanField(_("the hours are our estimate"), default=True)
    licence = models.CharField(_("licence"), max_length=100, blank=True)
    description = models.TextField(_("what to do with it"), blank=True)
    checked_on = models.DateField(_("looked at on"), null=True, blank=True)
    verified = models.BooleanField(_("address verified"), default=False)
    check_result = models.CharField(_("last link check"), max_length=200, blank=True)

    privacy = nobodys(
        "framework title url provider kind language cost hours hours_estimated licence description",
        "checked_on verified check_result",
    )

    class Meta:
        verbose_name = _("learning resource")
        verbose_name_plural = _("learning resources")
        ordering = ["framework", "title"]
        constraints = [
            OneKey(fields=["framework", "slug"], name="catalog_resource_one_per_framework_and_key"),
            Check(
                condition=Q(kind=snapshot.PRACTICE) | ~Q(url=""),
                name="catalog_resource_has_an_address_or_is_a_task",
                says=_("Give an address: only a practice task may do without."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ResourceStep(NaturallyKeyed):
    NATURAL_KEY = (
        "resource__framework__slug", "resource__slug", "skill__framework__slug", "skill__slug", "step",
    )  # fmt: skip
    FRAMEWORK = "resource__framework"

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="steps", verbose_name=_("resource"))
    skill = models.ForeignKey(Skill, models.CASCADE, related_name="resource_steps", verbose_name=_("skill"))
    step = models.PositiveSmallIntegerField(
        _("step"),
        validators=[MinValueValidator(1), MaxValueValidator(9)],
        help_text=_("The step that it helps to reach from the one below."),
    )
    covers_hours = models.PositiveSmallIntegerField(
        _("covers hours"),
        default=0,
        help_text=_("Hours of this step's study, by the provider's own figure. 0 where it states none."),
    )
    start_here = models.BooleanField(
        _("start here"), default=False, help_text=_("The one that we would begin this step with.")
    )

    privacy = nobodys("resource skill step covers_hours start_here")

    class Meta:
        verbose_name = _("step that a resource serves")
        verbose_name_plural = _("steps that a resource serves")
        constraints = [
            models.UniqueConstraint(
                fields=["resource", "skill", "step"], name="catalog_resourcestep_one_per_skill_and_step"
            ),
            Check(
                condition=Q(step__gte=1),
                name="catalog_resourcestep_is_above_the_first",
                says=_("A resource must lead up: to step 1 or higher."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.skill} {self.step}"
