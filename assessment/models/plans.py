"""What a person says of their plan, and when they want to be told to look again."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessment.models.attempts import HIGHEST_STEP, Assessment
from assessment.words import values
from assessment.words.texts import EVIDENCE_LIMIT
from catalog.core.privacy import Keep, Purpose, classified, content, identifies, technical


class PlanTick(models.Model):
    """What a person says of one step of their plan. It never changes an answer; a next attempt may suggest it."""

    class State(models.TextChoices):
        STARTED = values.STARTED, _("started")
        DONE = values.DONE, _("done")
        DROPPED = values.DROPPED, _("dropped")

    assessment = models.ForeignKey(
        Assessment, models.CASCADE, related_name="ticks", verbose_name=_("assessment"), db_index=False
    )
    skill = models.CharField(_("skill"), max_length=64)
    to_step = models.PositiveSmallIntegerField(_("to step"))
    state = models.CharField(_("state"), max_length=8, choices=State.choices)
    evidence = models.CharField(_("evidence"), max_length=EVIDENCE_LIMIT, blank=True)
    ticked_at = models.DateTimeField(_("ticked"))

    privacy = classified(
        content("skill to_step state evidence", purpose=Purpose.PLAN, keep=Keep.ATTEMPT),
        technical("assessment ticked_at", purpose=Purpose.PLAN, keep=Keep.ATTEMPT),
    )

    class Meta:
        verbose_name = _("plan tick")
        verbose_name_plural = _("plan ticks")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["assessment", "skill", "to_step"], name="assessment_plantick_one_per_step"),
            models.CheckConstraint(
                condition=Q(state__in=values.TICK_STATES), name="assessment_plantick_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(to_step__gte=1, to_step__lte=HIGHEST_STEP), name="assessment_plantick_step_is_on_a_scale"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.skill} {self.to_step} {self.state}"


class Reminder(models.Model):
    """A wish to be told to look again, by e-mail, once. Only for a confirmed address of an account."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="reminders", verbose_name=_("owner")
    )
    framework = models.ForeignKey(
        "catalog.Framework", models.CASCADE, related_name="+", verbose_name=_("framework"), db_index=False
    )
    role = models.CharField(_("role"), max_length=64)
    due_on = models.DateField(_("due"))
    created_at = models.DateTimeField(_("asked for"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    privacy = classified(
        identifies("owner", purpose=Purpose.REMIND, keep=Keep.REMINDER),
        content("framework role due_on", purpose=Purpose.REMIND, keep=Keep.REMINDER),
        technical("created_at sent_at", purpose=Purpose.REMIND, keep=Keep.REMINDER),
    )

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "framework", "role"],
                condition=Q(sent_at=None),
                name="assessment_reminder_one_waiting_per_role",
            )
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(sent_at=None), name="assessment_reminder_waiting")]

    def __str__(self) -> str:
        return f"{self.role} {self.due_on}"
