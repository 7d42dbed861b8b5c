"""Passwords: hashed in one spelling, and refused where they are easy to guess."""

import re
import string
import unicodedata
from itertools import pairwise
from typing import Any

from django.contrib.auth.hashers import Argon2PasswordHasher, BasePasswordHasher, PBKDF2PasswordHasher
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST = 256
FEWEST_DIFFERENT = 5
FEWEST_TURNS = 6
ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "qwertzuiop")
IN_A_ROW = {pair for row in ROWS for pair in (*pairwise(row), *pairwise(reversed(row)))}
REPEATED = re.compile(r"(.+?)\1+", re.DOTALL)
AROUND = string.digits + string.punctuation + string.whitespace


def normal(password: str) -> str:
    """One spelling (NFKC) of what looks the same: keyboards differ in how they send an accent."""
    return unicodedata.normalize("NFKC", password)


class Normal:
    """A hasher of the normal spelling. A hash that was made of what was typed, by the `plain` one, goes on working."""

    plain: type[BasePasswordHasher]

    def encode(self, password: str, *args: Any, **kwargs: Any) -> str:
        plain = self.plain()
        if password != normal(password):
            plain.encode(password, *args, **kwargs)  # as long as `verify` takes: time must not tell who has an account
        return plain.encode(normal(password), *args, **kwargs)

    def verify(self, password: str, encoded: str) -> bool:
        plain = self.plain()
        if plain.verify(normal(password), encoded):
            return True
        return password != normal(password) and plain.verify(password, encoded)


class Argon2(Normal, Argon2PasswordHasher):
    plain = Argon2PasswordHasher


class PBKDF2(Normal, PBKDF2PasswordHasher):
    plain = PBKDF2PasswordHasher


class NotTooLong:
    """Refuses what would only cost time to hash."""

    def validate(self, password: str, user: object = None) -> None:
        if len(password) > LONGEST:
            raise ValidationError(
                _("This password is too long. Take %(limit)d characters or fewer."),
                code="password_too_long",
                params={"limit": LONGEST},
            )

    def get_help_text(self) -> str:
        return _("It may have at most %(limit)d characters.") % {"limit": LONGEST}


class NotMonotonous:
    """Refuses few characters, a piece said over and over, and runs along the alphabet, the digits or the keyboard."""

    def validate(self, password: str, user: object = None) -> None:
        word = normal(password[: LONGEST + 1]).casefold()
        turns = sum(a != b and (a, b) not in IN_A_ROW for a, b in pairwise(word))
        if len(set(word)) < FEWEST_DIFFERENT or turns < FEWEST_TURNS or REPEATED.fullmatch(word):
            raise ValidationError(
                _("This password repeats itself or runs along the keyboard, so it is easy to guess. Take another one."),
                code="password_monotonous",
            )

    def get_help_text(self) -> str:
        return _("It must not repeat itself or run along the keyboard.")


class NotCommon(CommonPasswordValidator):
    """Refuses passwords that many use, with digits and signs around them too."""

    def validate(self, password: str, user: Any = None) -> None:
        super().validate(normal(password), user)
        super().validate(normal(password).strip(AROUND), user)
