"""The code of a report, as verbs: given when the attempt is handed in, made anew, withdrawn. It goes with the attempt."""

import secrets
from typing import TypedDict

from django.conf import settings

from assessment.models import Assessment, digest_of
from assessment.signing.reading import code_from


class CodeFields(TypedDict):
    """What an attempt keeps of its code: the seed, and the digest by which it is found."""

    code_seed: str
    code_digest: str


def new_code() -> CodeFields:
    """A code that nobody has yet."""
    seed = secrets.token_urlsafe(16)
    return {"code_seed": seed, "code_digest": digest_of(code_from(seed, settings.SECRET_KEY))}


def make_code(*, assessment: Assessment) -> None:
    """Give the report a code; one that it had opens nothing any more. An attempt that was not answered here gets none."""
    Assessment.objects.filter(pk=assessment.pk, answered_here=True).update(**new_code())


def withdraw_code(*, assessment: Assessment) -> None:
    """Let the report have no code: papers that bear it can be checked no more."""
    Assessment.objects.filter(pk=assessment.pk).update(code_seed="", code_digest=None)
