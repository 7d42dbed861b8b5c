"""A person's copy of all that is held of them: of an account, or of one attempt by its key."""

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessment import access
from assessment.privacy import collecting, reading
from assessment.privacy.core.copies import PersonalCopy
from assessment.privacy.renderers import copies
from assessment.report import pdfs
from assessment.report.renderers import document

KINDS = {"json": "application/json", "pdf": "application/pdf"}


@require_safe
def of_attempt(request: HttpRequest, public_id: str, kind: str) -> HttpResponse:
    """The copy of an attempt without an account. One in an account is in the copy of that, for which somebody logs in."""
    assessment = access.find(request, public_id)
    if assessment.owner_id is not None or kind not in KINDS:
        raise Http404
    return _file(collecting.of_attempt(assessment.pk, timezone.now()), kind, public_id)


@require_safe
@reauthentication_required
def of_account(request: HttpRequest, kind: str) -> HttpResponse:
    """The copy of an account, after the password was typed again."""
    if kind not in KINDS:
        raise Http404
    user = get_object_or_404(User, pk=request.user.pk)
    copy = collecting.of_account(user, timezone.now(), session=request.session.session_key or "")
    return _file(copy, kind, f"account:{user.pk}")


def _file(copy: PersonalCopy, kind: str, whose: str) -> HttpResponse:
    words, periods = reading.wording(), reading.periods()
    if kind == "pdf":
        content = pdfs.pdf_of(whose, lambda: document.source(copies.document(copy, words, periods)))
    else:
        content = copies.to_json(copy, words, periods)
    day = timezone.localdate(copy.made_at)
    name = f"skillgap-my-data-{day:%Y-%m-%d}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=KINDS[kind], headers=headers)
