"""What every request and response passes: a request id, strict bytes in, safe headers out."""

import logging
import re
import secrets
from collections.abc import Callable, Iterator
from functools import cache
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.http import parse_header_parameters
from django.utils.translation import gettext as _

from catalog.core import addresses
from config import errors
from config.logs import current_request_id
from config.place import is_loopback

logger = logging.getLogger(__name__)
GetResponse = Callable[[HttpRequest], HttpResponse]

CLAIMS = ("HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_PROTOCOL", "HTTP_X_FORWARDED_SSL")
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
_FILE_NAME = re.compile(rb";\s*filename\*?=", re.IGNORECASE)
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation",
        "gyroscope", "magnetometer", "microphone", "midi", "payment", "picture-in-picture", "usb", "xr-spatial-tracking",
    )
)  # fmt: skip
# The forms of the editor that take large files.
_TAKES_FILES = re.compile(r"vocabulary/upload/|framework/(?:[0-9]+/)?import/")


def request_id(get_response: GetResponse) -> GetResponse:
    """Give each request an id that its log lines and its response share."""

    def middleware(request: HttpRequest) -> HttpResponse:
        # Left set afterwards: Django logs the outcome of a request once the middleware is done.
        current_request_id.set(secrets.token_hex(8))
        response = get_response(request)
        response.headers["X-Request-ID"] = current_request_id.get()
        return response

    return middleware


def no_body_for_head(get_response: GetResponse) -> GetResponse:
    """Answer HEAD with the headers of GET alone, which servers ask of us and some complain about line by line."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method == "HEAD" and not response.streaming:
            response.headers.setdefault("Content-Length", str(len(response.content)))
            response.content = b""
        return response

    return middleware


def claimed_scheme(get_response: GetResponse) -> GetResponse:
    """Believe that a request came by HTTPS when a proxy says so only if PROXY_SETS_HTTPS_HEADER does too. The server in
    between may believe it by itself (gunicorn does of a proxy on its own machine), and anybody can send such a header."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not settings.PROXY_SETS_HTTPS_HEADER and any(name in request.META for name in CLAIMS):
            _tell_once("A proxy says whether HTTPS was used, but PROXY_SETS_HTTPS_HEADER is off: not believed.")
            request.META["wsgi.url_scheme"] = "http"
        return get_response(request)

    return middleware


def client_address(get_response: GetResponse) -> GetResponse:
    """Tell views the client's address as `request.client_ip`, as far as it can be trusted."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.client_ip = client_ip(request)  # type: ignore[attr-defined] # ours, and no type of Django's knows it
        return get_response(request)

    return middleware


def this_machine_alone(get_response: GetResponse) -> GetResponse:
    """With LOCAL, answer only who sits at this machine. A proxy that keeps the name of its host from us would otherwise
    show to the world a site without HTTPS and second factor."""

    def middleware(request: HttpRequest) -> HttpResponse:
        is_passed_on = "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META
        if is_passed_on or not is_loopback(str(request.META.get("REMOTE_ADDR", ""))):
            said = _("LOCAL is on, so this site is for its own machine alone. On a server, take LOCAL away.")
            return HttpResponse(f"{said}\n", status=403, content_type="text/plain; charset=utf-8")
        return get_response(request)

    return middleware


def response_headers(get_response: GetResponse) -> GetResponse:
    """Headers that no view should have to remember; a view that wants to be cached says so itself."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Embedder-Policy", "require-corp")
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware


def strict_bytes(get_response: GetResponse) -> GetResponse:
    """Refuse what one database would store and the other would choke on: NUL, broken UTF-8, cut-off forms.

    Django replaces broken bytes silently; a person's words would be stored changed.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if _too_large(request):
            return errors.page(request, 413)
        if not _is_clean(request):
            return errors.page(request, 400)
        # A cookie that no database takes is none of ours.
        for name in [name for name, value in request.COOKIES.items() if "\x00" in value]:
            del request.COOKIES[name]
        return get_response(request)

    return middleware


def field_limit(get_response: GetResponse) -> GetResponse:
    """400 for more fields than our forms for visitors have; staff in the editor may send as many as fit into the size.

    It stands before everything that reads a form, and after what says who sends it.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if has_more_fields(request, settings.MOST_FIELDS) and not _is_editing(request):
            return errors.page(request, 400)
        return get_response(request)

    return middleware


def has_more_fields(request: HttpRequest, most: int) -> bool:
    """Whether an address or a form has more fields than that, counted without reading them."""
    if request.META.get("QUERY_STRING", "").count("&") >= most:
        return True
    kind, parameters = parse_header_parameters(request.META.get("CONTENT_TYPE", ""))
    if request.method != "POST" or kind not in {FORM, MULTIPART} or _is_upload(request):
        return False
    if kind == FORM:
        return request.body.count(b"&") >= most
    return request.body.count(b"--" + parameters.get("boundary", "").encode()) > most + 1


def _is_editing(request: HttpRequest) -> bool:
    user = request.user
    return request.path_info.startswith(f"/{settings.ADMIN_PATH}") and user.is_active and user.is_staff


class RefusedForms:
    """422 for a form that was not taken, also where a library draws it: its page says what is wrong, with a 200."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        found = [(response.context_data or {}).get(name) for name in ("form", "webauthn_form")]
        refused = [form for form in found if isinstance(form, BaseForm) and form.is_bound and form.errors]
        if response.status_code == 200 and refused:
            response.status_code = 422
        return response


def _too_large(request: HttpRequest) -> bool:
    length = request.META.get("CONTENT_LENGTH") or "0"
    most = settings.UPLOAD_LIMIT if _is_upload(request) else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    return length.isdecimal() and int(length) > most


def _is_upload(request: HttpRequest) -> bool:
    """Whether it is a form of the editor that takes large files. Such a form is never held in memory as a whole:
    Django writes its file to the disk, and what stands beside the file stays within the size of all other forms."""
    kind, _parameters = parse_header_parameters(request.META.get("CONTENT_TYPE", ""))
    path = request.path_info.removeprefix(f"/{settings.ADMIN_PATH}catalog/")
    takes_files = _TAKES_FILES.fullmatch(path) is not None
    return kind == MULTIPART and takes_files and settings.SESSION_COOKIE_NAME in request.COOKIES


def _is_clean(request: HttpRequest) -> bool:
    query = request.META.get("QUERY_STRING", "")
    if "\x00" in request.path or not _is_text(query.encode("latin-1", "replace")):
        return False
    if request.method != "POST":
        return True
    kind, parameters = parse_header_parameters(request.META.get("CONTENT_TYPE", ""))
    if kind in {FORM, MULTIPART} and parameters.get("charset", "utf-8").lower() not in {"utf-8", "utf8"}:
        return False
    if kind == FORM:
        return _is_text(request.body)
    if kind == MULTIPART and not _is_upload(request):
        closing = b"--" + parameters.get("boundary", "").encode() + b"--"
        whole = len(closing) > 4 and request.body.rstrip().endswith(closing)
        return whole and all(_is_utf8(part) for part in _words(request.body, closing[:-2]))
    return True


def _words(body: bytes, boundary: bytes) -> Iterator[bytes]:
    """The parts of a form, of a file only what is said about it: what it holds may be any bytes, and who reads it says
    what is wrong."""
    for part in body.split(boundary):
        about, _blank, _content = part.partition(b"\r\n\r\n")
        yield about if _FILE_NAME.search(about) else part


def _is_text(encoded: bytes) -> bool:
    return _is_utf8(unquote_to_bytes(encoded))


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"\x00" not in raw


def client_ip(request: HttpRequest) -> str:
    """The address of the client, read behind as many proxies as we run; what a client claims beyond is ignored."""
    claimed = str(request.META.get("HTTP_X_FORWARDED_FOR", ""))
    if settings.PROXY_COUNT:
        hops = claimed.split(",")
        found = addresses.read(hops[-settings.PROXY_COUNT]) if len(hops) >= settings.PROXY_COUNT else None
        if found:
            return _plain(found)
        _tell_once(
            "PROXY_COUNT is %s, but X-Forwarded-For has fewer addresses, or none that can be read there: limits count a "
            "proxy.",
            settings.PROXY_COUNT,
        )
    elif claimed:
        _tell_once("A proxy sends X-Forwarded-For, but PROXY_COUNT is 0: limits count all visitors as one.")
    return _plain(addresses.read(str(request.META.get("REMOTE_ADDR", ""))))


def _plain(found: addresses.Address | None) -> str:
    """An address as text, and the one of IPv4 where it stands for that; empty for none."""
    return str(addresses.carried(found) or found) if found else ""


@cache
def _tell_once(said: str, *values: int) -> None:
    """A client may claim what it likes, so this is told once in a process and no more."""
    logger.warning(said, *values)
