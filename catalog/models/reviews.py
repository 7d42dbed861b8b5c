"""Who from the field looked at a skill or a role level, and at which words of it."""

from collections.abc import Collection
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.core.privacy import Seen, classified, nobodys, staffs
from catalog.models.base import Check, NaturallyKeyed
from catalog.models.frameworks import Framework
from catalog.models.roles import RoleLevel
from catalog.models.skills import Skill


class Review(NaturallyKeyed):
    """One review, of a skill or of a level. `catalog.reviews` records it; `seen` names the words that were looked at."""

    NATURAL_KEY = ("framework__slug", "skill__slug", "level__role__slug", "level__slug", "day", "by")
    FRAMEWORK = "framework"

    framework = models.ForeignKey(
        Framework, models.CASCADE, related_name="reviews", verbose_name=_("framework"), editable=False
    )
    skill = models.ForeignKey(
        Skill, models.CASCADE, null=True, blank=True, related_name="reviews", verbose_name=_("skill")
    )
    level = models.ForeignKey(
        RoleLevel,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="reviews",
        verbose_name=_("role level"),
    )
    by = models.CharField(_("reviewed by"), max_length=120, help_text=_("A name, or such as “3 practitioners”."))
    role = models.CharField(
        _("their role"), max_length=120, blank=True, help_text=_("Such as “machine-learning engineer, 8 years”.")
    )
    day = models.DateField(_("day"))
    seen = models.CharField(_("fingerprint of the text"), max_length=16, editable=False)

    privacy = classified(nobodys("framework skill level seen"), staffs("by role day", seen=Seen.ALL))

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [
            Check(
                condition=Q(skill__isnull=False, level__isnull=True) | Q(skill__isnull=True, level__isnull=False),
                name="catalog_review_is_of_a_skill_or_of_a_level",
                says=_("A review is of one skill or of one role level."),
            ),
            models.UniqueConstraint(
                fields=["skill", "day", "by"],
                condition=Q(skill__isnull=False),
                name="catalog_review_one_of_a_skill_by_day_and_name",
            ),
            models.UniqueConstraint(
                fields=["level", "day", "by"],
                condition=Q(level__isnull=False),
                name="catalog_review_one_of_a_level_by_day_and_name",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.skill or self.level}: {self.by}"

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """No form has what it is of; a second one of the same day and name is refused all the same."""
        super().validate_constraints(set(exclude or ()) - {"skill", "level"})

    def natural_key(self) -> tuple[Any, ...]:
        level = self.level
        return (
            self.framework.slug,
            self.skill.slug if self.skill else None,
            level.role.slug if level else None,
            level.slug if level else None,
            self.day,
            self.by,
        )
