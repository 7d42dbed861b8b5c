"""A skill with its behavioural anchors, what it needs, and its counterparts in public vocabularies."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from catalog.models.base import CITATIONS, PER_LINE, Check, Keyed, NaturallyKeyed, validate_key
from catalog.models.frameworks import Area


class Skill(Keyed):
    FRAMEWORK = "area__framework"

    area = models.ForeignKey(Area, models.PROTECT, related_name="skills", verbose_name=_("area"))
    code = models.CharField(_("code"), max_length=40, blank=True)
    name = models.CharField(_("name"), max_length=120)
    definition = models.CharField(_("definition"), max_length=300)
    position = models.PositiveSmallIntegerField(_("position"))
    any_one_of = models.CharField(
        _("any-one-of group"),
        max_length=40,
        blank=True,
        validators=[validate_key],
        help_text=_("Skills that share this key count as one: the best answer counts."),
    )
    effort_percent = models.PositiveSmallIntegerField(
        _("effort multiplier, %"), default=100, validators=[MinValueValidator(10), MaxValueValidator(1000)]
    )
    evidence_prompt = models.CharField(_("evidence prompt"), max_length=300, blank=True)
    explain_prompt = models.CharField(_("explain-back prompt"), max_length=300, blank=True)
    why = models.TextField(_("why it matters"), blank=True)
    tips = models.TextField(_("good practice"), blank=True, help_text=PER_LINE)
    citations = models.TextField(_("citations"), blank=True, help_text=CITATIONS)
    in_demand = models.BooleanField(_("named as in demand"), default=False)
    retired_on = models.DateField(
        _("retired on"),
        null=True,
        blank=True,
        help_text=_("Not asked any more in what is published on this day or later."),
    )

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        ordering = ["area__position", "position", "slug"]
        constraints = [
            Check(
                condition=Q(effort_percent__gte=10) & Q(effort_percent__lte=1000),
                name="catalog_skill_effort_is_a_tenth_to_ten_times",
                says=_("The effort multiplier goes from 10 to 1000 %."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Anchor(NaturallyKeyed):
    NATURAL_KEY = ("skill__slug", "step")

    skill = models.ForeignKey(Skill, models.CASCADE, related_name="anchors", verbose_name=_("skill"))
    step = models.PositiveSmallIntegerField(_("step"), validators=[MaxValueValidator(9)])
    text = models.TextField(_("behavioural anchor"))
    next_step = models.TextField(_("how to get to the next step"), blank=True)

    class Meta:
        verbose_name = _("behavioural anchor")
        verbose_name_plural = _("behavioural anchors")
        ordering = ["skill", "step"]
        constraints = [models.UniqueConstraint(fields=["skill", "step"], name="catalog_anchor_one_per_skill_and_step")]

    def __str__(self) -> str:
        return f"{self.skill} {self.step}"


class Prerequisite(NaturallyKeyed):
    NATURAL_KEY = ("skill__slug", "step", "needs__slug")

    skill = models.ForeignKey(Skill, models.CASCADE, related_name="prerequisites", verbose_name=_("skill"))
    step = models.PositiveSmallIntegerField(_("at step"), validators=[MinValueValidator(1), MaxValueValidator(9)])
    needs = models.ForeignKey(Skill, models.PROTECT, related_name="unlocks", verbose_name=_("needs skill"))
    needs_step = models.PositiveSmallIntegerField(
        _("at least at step"), validators=[MinValueValidator(1), MaxValueValidator(9)]
    )

    class Meta:
        verbose_name = _("prerequisite")
        verbose_name_plural = _("prerequisites")
        constraints = [
            models.UniqueConstraint(
                fields=["skill", "step", "needs"], name="catalog_prerequisite_one_per_step_and_skill"
            ),
            Check(
                condition=~Q(skill=F("needs")),
                name="catalog_prerequisite_is_another_skill",
                says=_("A skill cannot need itself."),
            ),
            Check(
                condition=Q(step__gte=1) & Q(needs_step__gte=1),
                name="catalog_prerequisite_steps_are_above_the_first",
                says=_("Both steps of a prerequisite must be 1 or higher."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.skill} {self.step} ← {self.needs} {self.needs_step}"


class ExternalLink(NaturallyKeyed):
    """A skill's counterpart in a public vocabulary. Somebody judged it: labels alone never link."""

    class Scheme(models.TextChoices):
        ESCO = "esco", "ESCO"
        ONET = "onet", "O*NET"
        OTHER = "other", _("other")

    class Relation(models.TextChoices):
        EXACT = "exactMatch", _("the same as")
        CLOSE = "closeMatch", _("nearly the same as")
        BROAD = "broadMatch", _("part of the wider")
        NARROW = "narrowMatch", _("wider than")
        RELATED = "relatedMatch", _("related to")

    NATURAL_KEY = ("skill__slug", "uri")

    skill = models.ForeignKey(Skill, models.CASCADE, related_name="links", verbose_name=_("skill"))
    scheme = models.CharField(_("vocabulary"), max_length=8, choices=Scheme.choices)
    scheme_version = models.CharField(_("version"), max_length=20)
    uri = models.CharField(_("identifier"), max_length=300)
    label = models.CharField(_("label"), max_length=200)
    relation = models.CharField(_("relation"), max_length=14, choices=Relation.choices)

    class Meta:
        verbose_name = _("link to a public vocabulary")
        verbose_name_plural = _("links to public vocabularies")
        constraints = [models.UniqueConstraint(fields=["skill", "uri"], name="catalog_externallink_one_per_skill")]

    def __str__(self) -> str:
        return f"{self.skill} {self.relation} {self.label}"
