"""What a person leaves with us: an attempt, its answers, and the keys that open it. Written only by `actions`."""

import hashlib
import secrets
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessment.words import values
from assessment.words.texts import EVIDENCE_LIMIT, NAME_LIMIT

HIGHEST_STEP = 9


def new_public_id() -> str:
    return secrets.token_urlsafe(16)


def digest_of(secret: str) -> str:
    """What we keep of a secret: its SHA-256. The secrets are 256 random bits, so no salt is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def owned_by(self, user_id: int) -> Self:
        return self.filter(owner_id=user_id)

    def expired(self, *, empty_before: datetime, unfinished_before: datetime, finished_before: datetime) -> Self:
        """Attempts without an owner that nobody has touched since the given times; empty are those without any answer."""
        said = Answer.objects.filter(assessment=OuterRef("pk")).exclude(step=None, evidence="")
        return self.filter(owner=None).filter(
            Q(submitted_at=None, changed_at__lt=unfinished_before)
            | (Q(submitted_at=None, changed_at__lt=empty_before) & ~Exists(said))
            # An imported one may have been finished long ago elsewhere; here it is as old as its import.
            | Q(submitted_at__lt=finished_before, imported_at=None)
            | Q(imported_at__lt=finished_before)
        )


class Assessment(models.Model):
    """One attempt of one person at one role, asked and scored by one edition for ever."""

    class Kind(models.TextChoices):
        FULL = values.FULL, _("all questions")
        QUICK = values.QUICK, _("quick check")
        RECHECK = values.RECHECK, _("re-check of some areas")

    # How much is answered of what is asked, where a list tells it (role.reading.with_answered).
    answered: int
    asked: int

    public_id = models.CharField(_("public id"), max_length=22, unique=True, default=new_public_id, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="assessments",
        verbose_name=_("owner"),
    )
    edition = models.ForeignKey("catalog.Edition", models.PROTECT, related_name="+", verbose_name=_("edition"))
    role = models.CharField(_("role"), max_length=64)
    target = models.CharField(_("target level"), max_length=40, blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.FULL)
    areas = models.JSONField(_("areas asked again"), default=list, blank=True, help_text=_("Keys; empty for all."))
    person_name = models.CharField(_("name on the report"), max_length=NAME_LIMIT, blank=True)
    carried_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("pre-filled from")
    )
    started_at = models.DateTimeField(_("started"))
    changed_at = models.DateTimeField(_("last change"))
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    imported_at = models.DateTimeField(_("imported"), null=True, blank=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        default_permissions = ("view", "delete")
        indexes = [models.Index(fields=["owner", "-started_at"], name="assessment_by_owner")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=values.KINDS), name="assessment_assessment_kind_is_known")
        ]

    def __str__(self) -> str:
        return f"{self.role} {timezone.localdate(self.started_at):%Y-%m-%d}"

    @property
    def is_submitted(self) -> bool:
        return self.submitted_at is not None

    @property
    def handed_in_at(self) -> datetime:
        """When a submitted attempt was handed in. Raises ValueError for an open one."""
        if self.submitted_at is None:
            raise ValueError("the attempt is still open")
        return self.submitted_at


class Answer(models.Model):
    """The answer to one skill. A row without a step was cleared: not answered, and never the same as step 0."""

    class LastUsed(models.TextChoices):
        THIS_YEAR = values.LAST_USED[1], _("This year")
        RECENT = values.LAST_USED[2], _("1–3 years ago")
        LONGER = values.LAST_USED[3], _("Longer ago")

    assessment = models.ForeignKey(
        Assessment, models.CASCADE, related_name="answers", verbose_name=_("assessment"), db_index=False
    )
    skill = models.CharField(_("skill"), max_length=64)
    step = models.PositiveSmallIntegerField(_("step"), null=True, blank=True)
    unsure = models.BooleanField(_("not sure"), default=False)
    evidence = models.CharField(_("evidence"), max_length=EVIDENCE_LIMIT, blank=True)
    last_used = models.CharField(_("last used"), max_length=12, choices=LastUsed.choices, blank=True)
    rev = models.PositiveIntegerField(_("revision"), default=1)
    saved_at = models.DateTimeField(_("saved"))
    carried_at = models.DateTimeField(
        _("carried over, first said"), null=True, blank=True, help_text=_("Empty once it is said in this attempt.")
    )

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["assessment", "skill"], name="assessment_answer_one_per_skill"),
            models.CheckConstraint(
                condition=Q(step__isnull=True) | Q(step__gte=0, step__lte=HIGHEST_STEP),
                name="assessment_answer_step_is_on_a_scale",
            ),
            models.CheckConstraint(
                condition=Q(step__isnull=False) | Q(unsure=False), name="assessment_answer_unsure_needs_a_step"
            ),
            models.CheckConstraint(
                condition=Q(last_used__in=values.LAST_USED),
                name="assessment_answer_last_used_is_known",
            ),
            models.CheckConstraint(condition=Q(rev__gte=1), name="assessment_answer_rev_starts_at_one"),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id}:{self.skill}"


class AccessKey(models.Model):
    """What opens an attempt without an account: a browser's cookie, or the resume link. Only hashes are kept.

    A cookie may open several attempts (docs/adr/0010-cookie-per-attempt.md): then each has a row with its digest.
    """

    class Kind(models.TextChoices):
        BROWSER = "browser", _("a browser")
        RESUME = "resume", _("the resume link")

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="keys", verbose_name=_("assessment"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    digest = models.CharField(_("digest"), max_length=64)
    seed = models.CharField(
        _("seed"), max_length=22, blank=True, help_text=_("With our secret key it gives the resume link again.")
    )
    replaced_by = models.CharField(
        _("replaced by"),
        max_length=64,
        blank=True,
        help_text=_("The digest of the cookie that the browser was given instead; it goes once that one comes back."),
    )
    created_at = models.DateTimeField(_("created"))
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)

    class Meta:
        verbose_name = _("access key")
        verbose_name_plural = _("access keys")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Exact(Length("digest"), 64), name="assessment_accesskey_digest_has_64_digits"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["browser", "resume"]), name="assessment_accesskey_kind_is_known"
            ),
            models.UniqueConstraint(fields=["digest", "assessment"], name="assessment_accesskey_one_per_attempt"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {timezone.localdate(self.created_at):%Y-%m-%d}"


class Throttle(models.Model):
    """How often somebody did something in a window of time. In the database, so that no cache is needed for safety."""

    key = models.CharField(_("key"), max_length=64, unique=True)
    count = models.PositiveIntegerField(_("count"), default=0)
    until = models.DateTimeField(_("until"), db_index=True)

    class Meta:
        verbose_name = _("throttle")
        verbose_name_plural = _("throttles")
        default_permissions = ()

    def __str__(self) -> str:
        return self.key[:12]


class Press(models.Model):
    """A form that was sent, and how it was answered: for a while, who sends it once more gets the same answer."""

    form = models.CharField(_("form"), max_length=64, unique=True)
    sent = models.CharField(_("what was sent"), max_length=64)
    answer = models.BinaryField(_("answer"), blank=True, help_text=_("Sealed; empty while the form is at work."))
    until = models.DateTimeField(_("until"), db_index=True)

    class Meta:
        verbose_name = _("press")
        verbose_name_plural = _("presses")
        default_permissions = ()

    def __str__(self) -> str:
        return self.form[:12]


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
    role = models.CharField(_("role"), max_length=64)
    due_on = models.DateField(_("due"))
    created_at = models.DateTimeField(_("asked for"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "role"], condition=Q(sent_at=None), name="assessment_reminder_one_waiting_per_role"
            )
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(sent_at=None), name="assessment_reminder_waiting")]

    def __str__(self) -> str:
        return f"{self.role} {self.due_on}"
