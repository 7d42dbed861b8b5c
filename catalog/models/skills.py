"""A skill with its behavioural anchors, what it needs, and its counterparts in public vocabularies."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from catalog.core import kindred
from catalog.core.privacy import nobodys
from catalog.models.base import CITATIONS, PER_LINE, Check, Keyed, NaturallyKeyed, OneKey, validate_key
from catalog.models.frameworks import Area, Framework, ScaleStep


class Skill(Keyed):
    NATURAL_KEY = ("area__framework__slug", "slug")
    FRAMEWORK = "area__framework"

    # That of the area, so that the database can tell whether a key is the only one of the framework.
    framework = models.ForeignKey(
        Framework, models.CASCADE, related_name="skills", verbose_name=_("framework"), editable=False
    )
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

    privacy = nobodys(
        "framework area code name definition position any_one_of effort_percent evidence_prompt",
        "explain_prompt why tips citations in_demand retired_on",
    )

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        ordering = ["area__position", "position", "slug"]
        constraints = [
            OneKey(fields=["framework", "slug"], name="catalog_skill_one_per_framework_and_key"),
            Check(
                condition=Q(effort_percent__gte=10) & Q(effort_percent__lte=1000),
                name="catalog_skill_effort_is_a_tenth_to_ten_times",
                says=_("The effort multiplier goes from 10 to 1000 %."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        follow_area(self)

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """No form has the framework; a key that is taken there is refused all the same."""
        super().validate_constraints(set(exclude or ()) - {"framework"})


@receiver(pre_save, sender=Skill)
def follow_area(instance: Skill, **_named: Any) -> None:
    """Give a skill the framework of its area. A signal, because fixtures are loaded past `save`."""
    if instance.area_id is not None:
        instance.framework_id = instance.area.framework_id


class Anchor(NaturallyKeyed):
    NATURAL_KEY = ("skill__framework__slug", "skill__slug", "step")
    FRAMEWORK = "skill__framework"

    skill = models.ForeignKey(Skill, models.CASCADE, related_name="anchors", verbose_name=_("skill"))
    step = models.PositiveSmallIntegerField(_("step"), validators=[MaxValueValidator(9)])
    text = models.TextField(_("behavioural anchor"))
    next_step = models.TextField(_("how to get to the next step"), blank=True)

    privacy = nobodys("skill step text next_step")

    class Meta:
        verbose_name = _("behavioural anchor")
        verbose_name_plural = _("behavioural anchors")
        ordering = ["skill", "step"]
        constraints = [models.UniqueConstraint(fields=["skill", "step"], name="catalog_anchor_one_per_skill_and_step")]

    def __str__(self) -> str:
        return f"{self.skill} {self.step}"


class Prerequisite(NaturallyKeyed):
    NATURAL_KEY = ("skill__framework__slug", "skill__slug", "step", "needs__framework__slug", "needs__slug")
    FRAMEWORK = "skill__framework"

    skill = models.ForeignKey(Skill, models.CASCADE, related_name="prerequisites", verbose_name=_("skill"))
    step = models.PositiveSmallIntegerField(_("at step"), validators=[MinValueValidator(1), MaxValueValidator(9)])
    needs = models.ForeignKey(Skill, models.PROTECT, related_name="unlocks", verbose_name=_("needs skill"))
    needs_step = models.PositiveSmallIntegerField(
        _("at least at step"), validators=[MinValueValidator(1), MaxValueValidator(9)]
    )

    privacy = nobodys("skill step needs needs_step")

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


class SkillPlace(NaturallyKeyed):
    """A further area that a skill is a part of. It is asked once, in its own."""

    NATURAL_KEY = ("skill__framework__slug", "skill__slug", "area__slug")
    FRAMEWORK = "skill__framework"

    skill = models.ForeignKey(Skill, models.CASCADE, related_name="places", verbose_name=_("skill"))
    area = models.ForeignKey(Area, models.CASCADE, related_name="guests", verbose_name=_("area"))

    privacy = nobodys("skill area")

    class Meta:
        verbose_name = _("further area")
        verbose_name_plural = _("further areas")
        ordering = ["area__position", "area__slug"]
        constraints = [models.UniqueConstraint(fields=["skill", "area"], name="catalog_skillplace_one_per_area")]

    def __str__(self) -> str:
        return f"{self.skill} · {self.area}"

    def clean(self) -> None:
        super().clean()
        if self.area_id is not None and self.area_id == self.skill.area_id:
            raise ValidationError({"area": _("The skill is in this area already. Choose another one.")})


class ExternalLink(NaturallyKeyed):
    """A skill's counterpart in a public vocabulary, or in another framework here. Somebody judged it: labels alone never
    link."""

    class Scheme(models.TextChoices):
        ESCO = "esco", "ESCO"
        ONET = "onet", "O*NET"
        OURS = kindred.SCHEME, _("another framework here")
        OTHER = "other", _("other")

    class Relation(models.TextChoices):
        EXACT = kindred.EXACT, _("the same as")
        CLOSE = "closeMatch", _("nearly the same as")
        BROAD = "broadMatch", _("part of the wider")
        NARROW = "narrowMatch", _("wider than")
        RELATED = "relatedMatch", _("related to")

    NATURAL_KEY = ("skill__framework__slug", "skill__slug", "uri")
    FRAMEWORK = "skill__framework"

    skill = models.ForeignKey(Skill, models.CASCADE, related_name="links", verbose_name=_("skill"))
    scheme = models.CharField(_("vocabulary"), max_length=8, choices=Scheme.choices)
    scheme_version = models.CharField(
        _("version"), max_length=20, blank=True, help_text=_("Empty for a skill of another framework here.")
    )
    uri = models.CharField(
        _("identifier"), max_length=300, help_text=_("Of a skill of another framework here: framework/skill, by key.")
    )
    label = models.CharField(_("label"), max_length=200)
    relation = models.CharField(_("relation"), max_length=14, choices=Relation.choices)

    privacy = nobodys("skill scheme scheme_version uri label relation")

    class Meta:
        verbose_name = _("link to a public vocabulary")
        verbose_name_plural = _("links to public vocabularies")
        constraints = [models.UniqueConstraint(fields=["skill", "uri"], name="catalog_externallink_one_per_skill")]

    def __str__(self) -> str:
        return f"{self.skill} {self.relation} {self.label}"

    def clean(self) -> None:
        """Refuse a skill that is not there, and an exact link along which no answer could be carried."""
        super().clean()
        if self.scheme != self.Scheme.OURS:
            if not self.scheme_version:
                raise ValidationError({"scheme_version": _("Name the version of the vocabulary that you looked at.")})
            return
        key, _slash, slug = self.uri.partition("/")
        here = self.skill.framework_id
        other = Skill.objects.filter(framework__slug=key, slug=slug).exclude(framework=here).first()
        if other is None:
            says = _("There is no such skill in another framework. Write its keys, as in framework/skill.")
            raise ValidationError({"uri": says})
        if self.relation == self.Relation.EXACT and _steps(here) != _steps(other.framework_id):
            says = _(
                "The scales of the two frameworks have not as many steps, so no answer could be carried along. Choose "
                "“nearly the same as”."
            )
            raise ValidationError({"relation": says})


def _steps(framework: int) -> int:
    return ScaleStep.objects.filter(framework=framework).count()
