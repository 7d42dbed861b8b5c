"""What is kept for a while of who did something, by hashes: how often, and what a form was answered."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.core.privacy import About, Keep, Purpose, nameless


class Throttle(models.Model):
    """How often somebody did something in a window of time. In the database, so that no cache is needed for safety."""

    key = models.CharField(_("key"), max_length=64, unique=True)
    count = models.PositiveIntegerField(_("count"), default=0)
    until = models.DateTimeField(_("until"), db_index=True)

    privacy = nameless("key count until", about=About.TECHNICAL, purpose=Purpose.FLOOD, keep=Keep.WINDOW)

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

    privacy = nameless("form sent answer until", about=About.TECHNICAL, purpose=Purpose.TWICE, keep=Keep.PRESS)

    class Meta:
        verbose_name = _("press")
        verbose_name_plural = _("presses")
        default_permissions = ()

    def __str__(self) -> str:
        return self.form[:12]
