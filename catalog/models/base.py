"""What all rows of the catalogue share: keys, and texts with a thing a line."""

from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from catalog.core.canonical import tidy

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


class Check(models.CheckConstraint):
    """A rule that the database keeps, with the sentence that forms say.

    Django's own writes its sentence into migrations, so that a new wording would want one, and fills it with
    `% {"name": …}`, at which a sentence with “100 %.” breaks.
    """

    def __init__(self, *, condition: Any, name: str, says: "StrOrPromise") -> None:
        super().__init__(condition=condition, name=name)
        self.says = says

    def get_violation_error_message(self) -> str:
        return str(self.says)

    def deconstruct(self) -> tuple[str, Any, dict[str, Any]]:
        _path, args, named = super().deconstruct()
        return "django.db.models.CheckConstraint", args, dict(named)

    def clone(self) -> "Check":
        return Check(condition=self.condition, name=self.name, says=self.says)


Row = TypeVar("Row", bound="NaturallyKeyed", covariant=True)


class KeyManager(models.Manager[Row]):
    def get_by_natural_key(self, *key: Any) -> Row:
        return self.get(**dict(zip(self.model.NATURAL_KEY, key, strict=True)))


class NaturallyKeyed(models.Model):
    """A row that fixtures know by what it is and not by its number: the look-ups of NATURAL_KEY find it."""

    NATURAL_KEY: ClassVar[tuple[str, ...]]
    # The way to its framework, which a row never leaves: what points at it would point into another one.
    FRAMEWORK: ClassVar[str] = ""

    objects: ClassVar[KeyManager[Self]] = KeyManager()

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse a move to another framework."""
        super().clean()
        parent = self.FRAMEWORK.split("__", maxsplit=1)[0]
        if not parent or not self.pk or getattr(self, f"{parent}_id") is None:
            return
        before = type(self)._default_manager.filter(pk=self.pk).values_list(self.FRAMEWORK, flat=True).first()
        if before is not None and attrgetter(f"{self.FRAMEWORK.replace('__', '.')}_id")(self) != before:
            raise ValidationError(
                {parent: _("This belongs to another framework. Choose within its own, or add it anew.")}
            )

    def natural_key(self) -> tuple[Any, ...]:
        return tuple(attrgetter(look_up.replace("__", "."))(self) for look_up in self.NATURAL_KEY)


@receiver(pre_save)
def tidy_texts(instance: models.Model, **_named: Any) -> None:
    """Store each text of the catalogue in one spelling, whoever writes it: a form, a fixture or a script.

    A signal, because fixtures are loaded past `save`.
    """
    if isinstance(instance, NaturallyKeyed):
        for field in instance._meta.concrete_fields:
            text = getattr(instance, field.attname)
            if isinstance(field, models.CharField | models.TextField) and isinstance(text, str):
                setattr(instance, field.attname, tidy(text))


class Keyed(NaturallyKeyed):
    """A row with a slug of its own."""

    NATURAL_KEY = ("slug",)

    slug = models.CharField(_("key"), max_length=64, unique=True, validators=[validate_key])

    class Meta:
        abstract = True
