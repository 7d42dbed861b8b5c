"""One form, one effect: a form that is sent twice, as an impatient person does, is answered twice and done once.

The token against forged requests is drawn anew for each page that is shown, so with the address it names one form on
one page. Whoever sends it again, the same content from the same browser, gets what the first time was answered, with
its cookies; while that is at work, they wait for it. What was refused is done anew. Two kinds are never noted: what the
check against forged requests refuses, and a form with more fields than a visitor's may have. Only the editor's largest
forms are so large; they are done each time that they are sent.
"""

import json
import logging
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.middleware.csrf import CSRF_TOKEN_LENGTH, CsrfViewMiddleware
from django.utils import timezone

from assessment.site import actions
from catalog import read_only
from config import errors
from config.middleware import has_more_fields

GetResponse = Callable[[HttpRequest], HttpResponse]

# The longest page that is kept, in bytes.
PAGE_LIMIT = 100_000
LOOK_AGAIN, PATIENCE = 0.05, 20

logger = logging.getLogger(__name__)


def once(get_response: GetResponse) -> GetResponse:
    """Do a form once; answer who sends it again as the first time."""
    check = _Check(get_response)

    def middleware(request: HttpRequest) -> HttpResponse:
        # Counted before it is read: field_limit, which knows who sends it, stands further in.
        if request.method != "POST" or has_more_fields(request, settings.MOST_FIELDS) or read_only.is_on():
            return get_response(request)
        token = request.POST.get("csrfmiddlewaretoken", "")
        if len(token) != CSRF_TOKEN_LENGTH:
            return get_response(request)
        form, sent = _digest(request.get_full_path(), token), _digest(*_content(request))
        seal = _seal(token, sent)
        is_ours = check.passes(request)
        look = actions.first if is_ours else actions.came_before
        waited = 0.0
        while (press := look(form=form, sent=sent, at=timezone.now())) is not None:
            if press.answer:
                return _read(request, seal, bytes(press.answer)) or get_response(request)
            if waited > PATIENCE:
                return errors.page(request, 503, "at_work")
            time.sleep(LOOK_AGAIN)
            waited += LOOK_AGAIN
        response = get_response(request)
        if is_ours:
            _keep(form, seal.encrypt(_written(request, response)) if _is_done(request, response) else b"")
        return response

    return middleware


class _Check(CsrfViewMiddleware):
    """Django's check against forged requests, asked in advance. It decides in its own place."""

    def passes(self, request: HttpRequest) -> bool:
        """Whether a form will pass. Which view it goes to is not known yet; of one, only an exemption is asked."""
        self.process_request(request)
        return self.process_view(request, HttpResponse, (), {}) is None

    def _accept(self, request: HttpRequest) -> None:
        """Nothing is noted as checked."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return HttpResponseForbidden(reason)


def _content(request: HttpRequest) -> Iterator[str]:
    """What a form says. Its bytes may differ: a browser draws the boundary between its parts anew each time."""
    for name, values in request.POST.lists():
        yield json.dumps([name, values])
    for name, files in request.FILES.lists():
        for file in files:
            yield json.dumps([name, file.name, sha256(file.read()).hexdigest()])
            file.seek(0)


def _digest(*parts: str) -> str:
    return sha256("\0".join(parts).encode()).hexdigest()


def _seal(token: str, sent: str) -> Fernet:
    """Opens only with our secret and the form itself, which nobody has but the browser that was shown it."""
    return Fernet(urlsafe_b64encode(sha256(f"{settings.SECRET_KEY}\0{token}\0{sent}".encode()).digest()))


def _is_done(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether it came to something, so that it must not be done again."""
    if response.status_code >= 400 or response.streaming or len(response.content) > PAGE_LIMIT:
        return False
    if getattr(response, "may_be_repeated", False):  # it led to a question first, and did nothing yet
        return False
    return not (request.resolver_match and getattr(request.resolver_match.func, "may_be_repeated", False))


def _keep(form: str, answer: bytes) -> None:
    """It is done, so that we could not note it must not tell the person otherwise."""
    try:
        actions.keep(form=form, answer=answer, at=timezone.now())
    except DatabaseError as error:
        logger.error("What a form was answered could not be kept: %s", type(error).__name__)


def _written(request: HttpRequest, response: HttpResponse) -> bytes:
    """An answer as bytes, with what tells the browser that may have it: it sends the token that it had, or the new one."""
    name = settings.CSRF_COOKIE_NAME
    answer = {
        "status": response.status_code,
        "headers": dict(response.items()),
        "content": response.content.decode("latin-1"),
        "cookies": [morsel.OutputString() for morsel in response.cookies.values()],
        "browser": [request.COOKIES.get(name, ""), response.cookies[name].value if name in response.cookies else ""],
    }
    return json.dumps(answer).encode()


def _read(request: HttpRequest, seal: Fernet, sealed: bytes) -> HttpResponse | None:
    """The answer again; None for a browser that did not get it: nobody may be logged in by a form made elsewhere.
    None, too, where our secret was changed since."""
    try:
        answer = json.loads(seal.decrypt(sealed))
    except InvalidToken:
        return None
    if request.COOKIES.get(settings.CSRF_COOKIE_NAME, "") not in answer["browser"]:
        return None
    response = HttpResponse(answer["content"].encode("latin-1"), status=answer["status"], headers=answer["headers"])
    for cookie in answer["cookies"]:
        response.cookies.load(cookie)
    return response
