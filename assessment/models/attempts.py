"""An attempt, its answers, and the keys that open it."""

import hashlib
import secrets
from datetime import datetime
from typing import NamedTuple, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessment.words import values
from assessment.words.texts import EVIDENCE_LIMIT, NAME_LIMIT
from catalog.core.privacy import (
    Export,
    Keep,
    Purpose,
    Seen,
    classified,
    content,
    identifies,
    technical,
)

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
    main = models.JSONField(
        _("main field"),
        default=dict,
        blank=True,
        help_text=_("By group the member that was named, empty for none, and its revision."),
    )
    rules_version = models.PositiveSmallIntegerField(_("rules version"))
    person_name = models.CharField(_("name on the report"), max_length=NAME_LIMIT, blank=True)
    carried_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("pre-filled from")
    )
    started_at = models.DateTimeField(_("started"))
    changed_at = models.DateTimeField(_("last change"))
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    imported_at = models.DateTimeField(_("imported"), null=True, blank=True)
    answered_here = models.BooleanField(
        _("answered here"), default=False, db_default=False, help_text=_("Handed in, and no answer is from an import.")
    )
    code_seed = models.CharField(_("seed of the report's code"), max_length=22, blank=True, db_default="")
    code_digest = models.CharField(_("digest of the report's code"), max_length=64, null=True, blank=True, unique=True)

    privacy = classified(
        identifies("owner", purpose=Purpose.OPEN, keep=Keep.ATTEMPT),
        identifies("person_name", purpose=Purpose.NAME, keep=Keep.ATTEMPT),
        content("role", purpose=Purpose.REPORT, keep=Keep.ATTEMPT, seen=Seen.ADMINS),
        content("target kind areas main", purpose=Purpose.REPORT, keep=Keep.ATTEMPT),
        technical("public_id", purpose=Purpose.OPEN, keep=Keep.ATTEMPT),
        technical("edition", purpose=Purpose.REPORT, keep=Keep.ATTEMPT, seen=Seen.ADMINS),
        technical("carried_from rules_version", purpose=Purpose.REPORT, keep=Keep.ATTEMPT),
        technical("started_at changed_at submitted_at", purpose=Purpose.DATES, keep=Keep.ATTEMPT, seen=Seen.ADMINS),
        technical("imported_at", purpose=Purpose.DATES, keep=Keep.ATTEMPT),
        technical("answered_here code_digest", purpose=Purpose.CHECK, keep=Keep.ATTEMPT),
        technical("code_seed", purpose=Purpose.CHECK, keep=Keep.ATTEMPT, seen=Seen.NONE, export=Export.WITHHELD),
    )

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
    def named(self) -> dict[str, str]:
        """The main field: by group, the member that was named."""
        return {group: entry["member"] for group, entry in self.main.items() if entry["member"]}

    @property
    def handed_in_at(self) -> datetime:
        """When a submitted attempt was handed in. Raises ValueError for an open one."""
        if self.submitted_at is None:
            raise ValueError("the attempt is still open")
        return self.submitted_at


class FirstSaid(NamedTuple):
    """When an answer was said that was carried over, and on which edition and role; None and "" where nobody noted it.
    `imported` where it came with a file."""

    at: datetime
    edition: int | None
    role: str
    imported: bool = False


class Answer(models.Model):
    """The answer to one skill. A row without a step was cleared: not answered, and never the same as step 0."""

    assessment = models.ForeignKey(
        Assessment, models.CASCADE, related_name="answers", verbose_name=_("assessment"), db_index=False
    )
    skill = models.CharField(_("skill"), max_length=64)
    step = models.PositiveSmallIntegerField(_("step"), null=True, blank=True)
    unsure = models.BooleanField(_("not sure"), default=False)
    evidence = models.CharField(_("evidence"), max_length=EVIDENCE_LIMIT, blank=True)
    rev = models.PositiveIntegerField(_("revision"), default=1)
    saved_at = models.DateTimeField(_("saved"))
    carried_at = models.DateTimeField(
        _("carried over, first said"), null=True, blank=True, help_text=_("Empty once it is said in this attempt.")
    )
    carried_edition = models.ForeignKey(
        "catalog.Edition",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("carried over, edition"),
        db_index=False,
        help_text=_("On which edition, and at which of its roles, it was said first."),
    )
    carried_role = models.CharField(_("carried over, role"), max_length=64, blank=True)
    imported = models.BooleanField(
        _("from an import"),
        default=False,
        db_default=False,
        help_text=_("It came with a file, here or before it was carried over."),
    )

    privacy = classified(
        content("skill step unsure evidence", purpose=Purpose.REPORT, keep=Keep.ATTEMPT),
        technical("assessment rev carried_edition carried_role", purpose=Purpose.REPORT, keep=Keep.ATTEMPT),
        technical("saved_at carried_at", purpose=Purpose.DATES, keep=Keep.ATTEMPT),
        technical("imported", purpose=Purpose.CHECK, keep=Keep.ATTEMPT),
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
            models.CheckConstraint(condition=Q(rev__gte=1), name="assessment_answer_rev_starts_at_one"),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id}:{self.skill}"

    @property
    def said_at(self) -> datetime:
        """When it was said first."""
        return self.carried_at or self.saved_at

    @property
    def carried(self) -> FirstSaid | None:
        """When and where it was said, if not in this attempt."""
        if self.carried_at is None:
            return None
        return FirstSaid(self.carried_at, self.carried_edition_id, self.carried_role, self.imported)

    def as_carried(self) -> FirstSaid:
        """When and where it was said first, as an attempt after this one keeps it."""
        if self.carried or not self.assessment_id:
            return FirstSaid(self.said_at, self.carried_edition_id, self.carried_role, self.imported)
        return FirstSaid(self.said_at, self.assessment.edition_id, self.assessment.role, self.imported)


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

    privacy = classified(
        technical("assessment kind digest replaced_by created_at expires_at", purpose=Purpose.OPEN, keep=Keep.LINK),
        technical("seed", purpose=Purpose.OPEN, keep=Keep.LINK, seen=Seen.NONE, export=Export.WITHHELD),
    )

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
