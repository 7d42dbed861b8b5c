"""Files that were brought: what became of each, how its columns were read, and what other systems call our things.

Only `catalog.exchange` writes here.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.core.privacy import About, Keep, Purpose, Seen, classified, nameless, nobodys, staffs
from catalog.models.drafts import KeptDraft
from catalog.models.frameworks import Framework


class FileImport(models.Model):
    """A file on its way into a framework, or of one that is to be made from it.

    It waits with its bytes until somebody looked at what it would change; then it is applied, or forgotten. `seen` is the
    digest of the draft that it was compared with, `payload` the snapshot to lay, `after` the digest of the draft that
    came of it.
    """

    class State(models.TextChoices):
        READING = "reading", _("is being read")
        PREVIEWED = "previewed", _("waits for you")
        APPLYING = "applying", _("is being applied")
        APPLIED = "applied", _("applied")
        REFUSED = "refused", _("refused")
        UNDONE = "undone", _("undone")

    class Stage(models.TextChoices):
        READ = "read", _("reading the file")
        COMPARE = "compare", _("comparing it with the draft")
        WRITE = "write", _("writing the draft")
        DONE = "done", _("done")

    framework = models.ForeignKey(
        Framework, models.SET_NULL, null=True, related_name="imports", verbose_name=_("framework"), editable=False
    )
    # Of a framework that is to be made.
    slug = models.CharField(_("key of the new framework"), max_length=64, blank=True, editable=False)
    name = models.CharField(_("name of the new framework"), max_length=200, blank=True, editable=False)
    file_name = models.CharField(_("file"), max_length=200, editable=False)
    size = models.PositiveIntegerField(_("bytes"), editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    data = models.BinaryField(null=True, editable=False)
    format = models.CharField(_("format"), max_length=20, blank=True, editable=False)
    mapping = models.JSONField(_("how its columns are read"), null=True, editable=False)
    pictures = models.JSONField(_("first rows of its tables"), default=list, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.READING, editable=False)
    stage = models.CharField(_("progress"), max_length=10, choices=Stage.choices, default=Stage.READ, editable=False)
    counts = models.JSONField(_("how much it changes"), default=dict, editable=False)
    recognised = models.JSONField(_("what was recognised"), default=list, editable=False)
    messages = models.JSONField(_("messages"), default=list, editable=False)
    rejected = models.PositiveIntegerField(_("rejected"), default=0, editable=False)
    seen = models.CharField(max_length=64, blank=True, editable=False)
    payload = models.TextField(blank=True, editable=False)
    foreign = models.JSONField(default=list, editable=False)
    foreign_before = models.JSONField(null=True, editable=False)
    after = models.CharField(max_length=64, blank=True, editable=False)
    kept = models.ForeignKey(KeptDraft, models.SET_NULL, null=True, related_name="+", editable=False)
    by = models.CharField(_("who"), max_length=150, blank=True, editable=False)
    at = models.DateTimeField(_("when"), editable=False)
    # When its state changed last: what has been at work for too long was interrupted.
    since = models.DateTimeField(_("since"), editable=False)

    privacy = classified(
        nobodys(
            "framework slug name size sha256 format state stage counts rejected seen foreign foreign_before",
            "after kept since",
        ),
        # A file may name people besides; what is taken of it is the framework alone.
        nameless(
            "file_name data mapping pictures recognised messages",
            about=About.CONTENT,
            purpose=Purpose.BRING,
            keep=Keep.IMPORT,
            seen=Seen.EDITORS,
        ),
        staffs("payload by at", purpose=Purpose.BRING, keep=Keep.IMPORT),
    )

    class Meta:
        verbose_name = _("import of a file")
        verbose_name_plural = _("imports of files")
        default_permissions = ("add", "view")
        indexes = [models.Index(fields=["state", "since"], name="catalog_fileimport_state")]

    def __str__(self) -> str:
        return self.file_name


class SavedMapping(models.Model):
    """How the columns of a framework's files are read, kept for next time."""

    framework = models.ForeignKey(
        Framework, models.CASCADE, related_name="mappings", verbose_name=_("framework"), editable=False
    )
    name = models.CharField(_("name"), max_length=200, editable=False)
    mapping = models.JSONField(_("how its columns are read"), editable=False)
    at = models.DateTimeField(_("when"), editable=False)
    by = models.CharField(_("who"), max_length=150, blank=True, editable=False)

    privacy = classified(nobodys("framework name mapping"), staffs("at by"))

    class Meta:
        verbose_name = _("saved mapping")
        verbose_name_plural = _("saved mappings")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["framework", "name"], name="catalog_savedmapping_one_per_name")]

    def __str__(self) -> str:
        return self.name


class ForeignRecord(models.Model):
    """What another system calls a thing of a framework, and what it says of it that we have no place for.

    `thing` is its kind and its keys, as a list; empty for what is nothing of ours.
    """

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="foreign_records", editable=False)
    format = models.CharField(max_length=20, editable=False)
    identifier = models.TextField(editable=False)
    thing = models.JSONField(default=list, editable=False)
    data = models.JSONField(default=dict, editable=False)

    privacy = nobodys("framework format identifier thing data")

    class Meta:
        verbose_name = _("foreign record")
        verbose_name_plural = _("foreign records")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.format} {self.identifier}"
