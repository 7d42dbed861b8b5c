"""A framework with its scale, its practice question and its areas."""

import uuid

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from catalog.core import snapshot
from catalog.core.privacy import nobodys
from catalog.models.base import Check, Keyed, NaturallyKeyed, OneKey, percent, validate_key, validate_language


class Framework(NaturallyKeyed):
    NATURAL_KEY = ("slug",)

    slug = models.CharField(_("key"), max_length=64, unique=True, validators=[validate_key])
    uuid = models.UUIDField(_("identifier"), default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    language = models.CharField(
        _("language of the texts"),
        max_length=12,
        default="en",
        validators=[validate_language],
        help_text=_("Such as en, de or pt-BR."),
    )
    licence = models.CharField(_("licence"), max_length=100, blank=True)
    attribution = models.TextField(_("attribution"), blank=True)
    source = models.CharField(_("source that the citations refer to"), max_length=300, blank=True)
    practice_skill = models.CharField(_("skill of the practice question"), max_length=100, blank=True)
    policy_version = models.PositiveIntegerField(_("version of the scoring rule"), default=1)
    weight_essential = models.PositiveSmallIntegerField(_("weight of a must-have"), default=3)
    weight_important = models.PositiveSmallIntegerField(_("weight of an important skill"), default=2)
    weight_helpful = models.PositiveSmallIntegerField(_("weight of a helpful skill"), default=1)
    met_percent = percent(_("readiness for “met”, %"), 85)
    close_percent = percent(_("readiness for “close”, %"), 70)
    # Of the site and not of its content: neither is in a snapshot, and both work at once.
    is_hidden = models.BooleanField(
        _("hidden from visitors"),
        default=False,
        help_text=_(
            "At once, without publishing: none of its roles and skills can be found or begun, and their pages answer "
            "“not found”. What people began goes on, and reports stay."
        ),
    )
    hidden_roles = models.TextField(_("keys of the roles that are hidden"), blank=True, editable=False)
    met_slip_percent = percent(_("must-haves that may be one step short for “met”, %"), 20)
    close_slip_percent = percent(_("must-haves that may be one step short for “close”, %"), 40)

    privacy = nobodys(
        "slug uuid name description publisher language licence attribution source practice_skill",
        "policy_version weight_essential weight_important weight_helpful met_percent close_percent",
        "is_hidden hidden_roles met_slip_percent close_slip_percent",
    )

    class Meta:
        verbose_name = _("framework")
        verbose_name_plural = _("frameworks")
        constraints = [
            Check(
                condition=Q(close_percent__lte=F("met_percent")) & Q(met_percent__lte=100),
                name="catalog_framework_close_is_not_above_met",
                says=_("The readiness for “close” must not be above that for “met”, nor that above 100."),
            ),
            Check(
                condition=Q(met_slip_percent__lte=F("close_slip_percent")) & Q(close_slip_percent__lte=100),
                name="catalog_framework_met_allows_no_more_slips_than_close",
                says=_(
                    "“Met” must not let more must-haves be one step short than “close” does, nor “close” more than 100 %."
                ),
            ),
            Check(
                condition=Q(weight_essential__gte=F("weight_important"))
                & Q(weight_important__gte=F("weight_helpful"))
                & Q(weight_helpful__gte=1),
                name="catalog_framework_weights_fall_with_importance",
                says=_(
                    "A must-have must weigh at least as much as an important skill, that as much as a helpful one, and "
                    "that at least 1."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        published = type(self)._default_manager.filter(pk=self.pk, editions__isnull=False)
        if published.exclude(slug=self.slug).exists():
            raise ValidationError(
                {"slug": _("An edition has this key: it stands in addresses and files, so it stays.")}
            )


class ScaleStep(NaturallyKeyed):
    NATURAL_KEY = ("framework__slug", "value")
    FRAMEWORK = "framework"

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="steps", verbose_name=_("framework"))
    value = models.PositiveSmallIntegerField(_("value"), validators=[MaxValueValidator(9)])
    name = models.CharField(_("name"), max_length=60)
    meaning = models.CharField(_("meaning"), max_length=300)
    hours = models.PositiveIntegerField(
        _("hours from the step below"), default=0, help_text=_("A rough guide, before the skill's effort multiplier.")
    )
    months = models.PositiveSmallIntegerField(
        _("months from the step below"),
        default=0,
        help_text=_("For areas that count in months. 0 where that is not meant."),
    )

    privacy = nobodys("framework value name meaning hours months")

    class Meta:
        verbose_name = _("proficiency step")
        verbose_name_plural = _("proficiency steps")
        ordering = ["framework", "value"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "value"], name="catalog_scalestep_one_per_framework_and_value")
        ]

    def __str__(self) -> str:
        return f"{self.value} {self.name}"


class PracticePerson(NaturallyKeyed):
    """Somebody described on the warm-up page, so that people see how a step is chosen before it counts."""

    NATURAL_KEY = ("framework__slug", "position")
    FRAMEWORK = "framework"

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="practice", verbose_name=_("framework"))
    position = models.PositiveSmallIntegerField(_("position"))
    description = models.TextField(_("what this person does"))
    step = models.PositiveSmallIntegerField(_("step that fits"))
    why = models.TextField(_("why this step"))

    # They are made up.
    privacy = nobodys("framework position description step why")

    class Meta:
        verbose_name = _("practice person")
        verbose_name_plural = _("practice people")
        constraints = [
            models.UniqueConstraint(fields=["framework", "position"], name="catalog_practiceperson_one_per_position")
        ]

    def __str__(self) -> str:
        return self.description[:60]


class Area(Keyed):
    NATURAL_KEY = ("framework__slug", "slug")
    FRAMEWORK = "framework"

    class CountsIn(models.TextChoices):
        HOURS = snapshot.HOURS, _("hours")
        MONTHS = snapshot.MONTHS, _("months")

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="areas", verbose_name=_("framework"))
    name = models.CharField(_("name"), max_length=120)
    description = models.TextField(_("description"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("Areas are asked in this order."))
    counts_in = models.CharField(
        _("counts in"),
        max_length=6,
        choices=CountsIn.choices,
        default=CountsIn.HOURS,
        help_text=_("Months where a skill grows with time in a role more than with hours of study, such as leading."),
    )

    privacy = nobodys("framework name description position counts_in")

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ["framework", "position", "slug"]
        constraints = [OneKey(fields=["framework", "slug"], name="catalog_area_one_per_framework_and_key")]

    def __str__(self) -> str:
        return self.name
