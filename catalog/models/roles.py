"""A role with its levels, what they require, what sources say of it, and pay."""

from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from catalog.core import snapshot
from catalog.core.privacy import nobodys
from catalog.models.base import CITATIONS, PER_LINE, Check, Keyed, NaturallyKeyed, OneKey, validate_key
from catalog.models.frameworks import Framework
from catalog.models.skills import Skill


class Role(Keyed):
    NATURAL_KEY = ("framework__slug", "slug")
    FRAMEWORK = "framework"

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="roles", verbose_name=_("framework"))
    name = models.CharField(_("name"), max_length=120)
    summary = models.CharField(_("summary in one sentence"), max_length=300)
    description = models.TextField(_("description"), blank=True)
    citations = models.TextField(_("citations"), blank=True, help_text=CITATIONS)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    privacy = nobodys("framework name summary description citations position")

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["framework", "position", "slug"]
        constraints = [OneKey(fields=["framework", "slug"], name="catalog_role_one_per_framework_and_key")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_hidden(self) -> bool:
        """Whether visitors do not see it, by the tick of its own. One query, where its framework is not there yet."""
        return self.slug in self.framework.hidden_roles.split()


class RoleLevel(NaturallyKeyed):
    NATURAL_KEY = ("role__framework__slug", "role__slug", "slug")
    FRAMEWORK = "role__framework"

    role = models.ForeignKey(Role, models.CASCADE, related_name="levels", verbose_name=_("role"))
    slug = models.CharField(_("key"), max_length=40, validators=[validate_key])
    rank = models.PositiveSmallIntegerField(
        _("rank"), help_text=_("1 is the lowest. Twins on different tracks share a rank.")
    )
    track = models.CharField(_("track"), max_length=40, blank=True)
    name = models.CharField(_("name"), max_length=80)
    titles = models.TextField(_("job titles"), blank=True, help_text=PER_LINE)
    duties = models.TextField(_("duties"), blank=True, help_text=PER_LINE)
    credentials = models.TextField(_("credentials"), blank=True, help_text=PER_LINE)
    citations = models.TextField(_("citations"), blank=True, help_text=CITATIONS)

    privacy = nobodys("role slug rank track name titles duties credentials citations")

    class Meta:
        verbose_name = _("role level")
        verbose_name_plural = _("role levels")
        ordering = ["role", "rank", "track"]
        constraints = [
            models.UniqueConstraint(fields=["role", "slug"], name="catalog_rolelevel_one_per_role_and_key"),
            models.UniqueConstraint(fields=["role", "rank", "track"], name="catalog_rolelevel_one_per_rank_and_track"),
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.name}"


class Requirement(NaturallyKeyed):
    NATURAL_KEY = (
        "level__role__framework__slug", "level__role__slug", "level__slug", "skill__framework__slug", "skill__slug",
    )  # fmt: skip
    FRAMEWORK = "level__role__framework"

    class Importance(models.TextChoices):
        ESSENTIAL = snapshot.ESSENTIAL, _("must-have")
        IMPORTANT = snapshot.IMPORTANT, _("important")
        HELPFUL = snapshot.HELPFUL, _("helpful")

    level = models.ForeignKey(RoleLevel, models.CASCADE, related_name="requirements", verbose_name=_("role level"))
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="requirements", verbose_name=_("skill"))
    step = models.PositiveSmallIntegerField(
        _("required step"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(9)],
        help_text=_("Leave empty when the skill is required and the source does not say how well."),
    )
    importance = models.CharField(_("importance"), max_length=10, choices=Importance.choices)

    privacy = nobodys("level skill step importance")

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        constraints = [
            models.UniqueConstraint(fields=["level", "skill"], name="catalog_requirement_one_per_level_and_skill"),
            Check(
                condition=Q(importance__in=snapshot.IMPORTANCES),
                name="catalog_requirement_importance_is_known",
                says=_("Choose must-have, important or helpful."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.level} · {self.skill}"


class RoleNote(Keyed):
    NATURAL_KEY = ("role__framework__slug", "role__slug", "slug")
    FRAMEWORK = "role__framework"

    class Kind(models.TextChoices):
        ABOUT = "about", _("about the role")
        DUTY = "duty", _("what the job involves")
        BACKGROUND = "background", _("background")
        EMPLOYER = "employer", _("what some employers add")
        MARKET = "market", _("market")
        TRANSITION = "transition", _("where next")
        ADJACENT = "adjacent", _("adjacent role")
        LEARNING = "learning", _("keep learning")

    role = models.ForeignKey(Role, models.CASCADE, related_name="notes", verbose_name=_("role"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"))
    skills = models.ManyToManyField(Skill, blank=True, related_name="notes", verbose_name=_("skills that it uses"))
    citations = models.TextField(_("citations"), blank=True, help_text=CITATIONS)
    source = models.CharField(_("source"), max_length=200, blank=True)
    as_of = models.CharField(
        _("as of"), max_length=20, blank=True, help_text=_("A year or a date, as the source says.")
    )

    privacy = nobodys("role kind position title text skills citations source as_of")

    class Meta:
        verbose_name = _("role note")
        verbose_name_plural = _("role notes")
        ordering = ["role", "kind", "position", "slug"]
        constraints = [OneKey(fields=["role", "slug"], name="catalog_rolenote_one_per_role_and_key")]

    def __str__(self) -> str:
        return self.title


class SalaryRange(Keyed):
    NATURAL_KEY = ("role__framework__slug", "role__slug", "slug")
    FRAMEWORK = "role__framework"

    role = models.ForeignKey(Role, models.CASCADE, related_name="salaries", verbose_name=_("role"))
    title = models.CharField(_("job title"), max_length=120)
    employer = models.CharField(_("employer"), max_length=120, blank=True)
    low = models.PositiveIntegerField(_("low"), null=True, blank=True)
    median = models.PositiveIntegerField(_("median or average"), null=True, blank=True)
    high = models.PositiveIntegerField(_("high"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, validators=[RegexValidator(r"^[A-Z]{3}\Z")])
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, help_text=_("Leave empty when the source does not say.")
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    citations = models.TextField(_("citations"), blank=True, help_text=CITATIONS)

    privacy = nobodys("role title employer low median high currency year note citations")

    class Meta:
        verbose_name = _("salary range")
        verbose_name_plural = _("salary ranges")
        ordering = ["role", "title", "employer"]
        constraints = [
            OneKey(fields=["role", "slug"], name="catalog_salaryrange_one_per_role_and_key"),
            Check(
                condition=Q(low__isnull=True) | Q(high__isnull=True) | Q(low__lte=F("high")),
                name="catalog_salaryrange_low_is_not_above_high",
                says=_("The low figure must not be above the high one."),
            ),
            Check(
                condition=Q(low__isnull=False) | Q(median__isnull=False) | Q(high__isnull=False),
                name="catalog_salaryrange_has_a_figure",
                says=_("Give at least one figure: low, median or high."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.employer}" if self.employer else self.title
