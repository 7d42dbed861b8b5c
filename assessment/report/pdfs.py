"""A PDF is the dearest thing that one request can ask for: set in a process of its own, few at a time, and kept."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable

from django.conf import settings
from django.core.cache import caches
from django.utils import timezone

from assessment import limits, slots
from assessment.report.renderers import typeset
from assessment.report.renderers.typeset import Source


def pdf_of(attempt: str, source_of: Callable[[], Source]) -> bytes:
    """The PDF of an attempt, by its public id; `source_of` is asked once it is our turn.

    Raises slots.Busy while others are being served, and limits.TooMany beyond settings.LIMITS_AN_HOUR["pdf"] for one
    attempt. What was made a short time ago for the same source is given again and does not count towards that limit.
    """
    with slots.slot() as held:
        source = source_of()
        key = hashlib.sha256(json.dumps(source).encode()).hexdigest()
        pdf: bytes | None = caches["pdfs"].get(key)
        if pdf is None:
            limits.throttle(
                what="pdf",
                who=attempt,
                limit=settings.LIMITS_AN_HOUR["pdf"],
                window=limits.HOUR,
                at=timezone.now(),
            )
            pdf = _typeset(source, held)
            caches["pdfs"].set(key, pdf)
        return pdf


def card_of(source: Source) -> bytes:
    """The PNG of a card. Raises slots.Busy while others are being served; whoever shows it keeps it."""
    with slots.slot() as held:
        return _typeset(source, held)


def _typeset(source: Source, held: int) -> bytes:
    """The process holds the slot too, so that it is counted as long as it works, whatever becomes of this one."""
    try:
        done = subprocess.run(  # noqa: S603 # our own script, and no words in the command
            [sys.executable, "-I", typeset.__file__],
            input=json.dumps(source).encode(),
            capture_output=True,
            check=True,
            timeout=typeset.MOST_SECONDS,
            pass_fds=[held],
            env={"RAYON_NUM_THREADS": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise slots.Busy from error
    return done.stdout
