"""The hasher of the test run: as quick as can be, and otherwise like those of the site."""

from django.contrib.auth.hashers import MD5PasswordHasher

from assessment.account.passwords import Normal


class Quick(Normal, MD5PasswordHasher):
    plain = MD5PasswordHasher
