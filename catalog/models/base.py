"""What all rows of the catalogue share: keys, and texts with a thing a line."""

from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

validate_key = RegexValidator(r"^[a-z0-9]+(?:[-_][a-z0-9]+)*\Z", _("Use lower-case letters, digits, - and _."))
validate_language = RegexValidator(
    r"^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z", _("Write a language tag, such as en or pt-BR.")
)
PER_LINE = _("One per line.")
CITATIONS = _("One per line, as “Section:line” of the source.")


def lines(text: str) -> tuple[str, ...]:
    """The non-empty lines of a text, trimmed."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def percent(verbose_name: "StrOrPromise", default: int) -> "models.PositiveSmallIntegerField[int, int]":
    return models.PositiveSmallIntegerField(verbose_name, default=default, validators=[MaxValueValidator(100)])


Row = TypeVar("Row", bound="NaturallyKeyed", covariant=True)


class KeyManager(models.Manager[Row]):
    def get_by_natural_key(self, *key: Any) -> Row:
        return self.get(**dict(zip(self.model.NATURAL_KEY, key, strict=True)))


class NaturallyKeyed(models.Model):
    """A row that fixtures know by what it is and not by its number: the look-ups of NATURAL_KEY find it."""

    NATURAL_KEY: ClassVar[tuple[str, ...]]

    objects: ClassVar[KeyManager[Self]] = KeyManager()

    class Meta:
        abstract = True

    def natural_key(self) -> tuple[Any, ...]:
        return tuple(attrgetter(look_up.replace("__", "."))(self) for look_up in self.NATURAL_KEY)


class Keyed(NaturallyKeyed):
    """A row with a slug of its own."""

    NATURAL_KEY = ("slug",)

    slug = models.CharField(_("key"), max_length=64, unique=True, validators=[validate_key])

    class Meta:
        abstract = True
