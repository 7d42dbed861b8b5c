"""What all rows of the catalogue share: keys, and texts with a thing a line."""

from typing import Any

from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

validate_key = RegexValidator(r"^[a-z0-9]+(?:[-_][a-z0-9]+)*\Z", _("Use lower-case letters, digits, - and _."))
validate_language = RegexValidator(
    r"^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z", _("Write a language tag, such as en or pt-BR.")
)
PER_LINE = _("One per line.")
CITATIONS = _("One per line, as “Section:line” of the source.")


def lines(text: str) -> tuple[str, ...]:
    """The non-empty lines of a text, trimmed."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def percent(verbose_name: str, default: int) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(verbose_name, default=default, validators=[MaxValueValidator(100)])


class KeyManager(models.Manager):
    """Finds a row by the fields of its natural key."""

    def get_by_natural_key(self, *key: Any) -> models.Model:
        return self.get(**dict(zip(self.model.NATURAL_KEY, key, strict=True)))


class Keyed(models.Model):
    """A row with a slug of its own."""

    NATURAL_KEY: tuple[str, ...] = ("slug",)

    slug = models.CharField(_("key"), max_length=64, unique=True, validators=[validate_key])

    objects = KeyManager()

    class Meta:
        abstract = True

    def natural_key(self) -> tuple[Any, ...]:
        return (self.slug,)


class PartManager(KeyManager):
    """Finds a part by its owner's key and its own."""

    def get_by_natural_key(self, owner: str, *key: Any) -> models.Model:
        names = self.model.NATURAL_KEY
        return self.get(**{f"{names[0]}__slug": owner, **dict(zip(names[1:], key, strict=True))})
