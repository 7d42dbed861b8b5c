"""What the rules beside this file find, and what they leave alone. Nothing here is ever run."""

import json
import logging
import sys

from django.contrib.auth.models import User
from django.db import connection
from django.db.models.expressions import RawSQL
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.csrf import csrf_exempt

logger = logging.getLogger(__name__)


def pages(note: str) -> list[str]:
    return [
        # ruleid: words-made-safe
        mark_safe(note),
        # ruleid: words-made-safe
        SafeString(f"<p>{note}</p>"),
        # ok: words-made-safe
        SafeString(' aria-current="true"'),
        # ruleid: words-in-the-pattern
        format_html(f"<p>{note}</p>"),
        # ruleid: words-in-the-pattern
        format_html("<p>" + note),
        # ruleid: words-in-the-pattern
        format_html("<p>%s</p>" % note),  # noqa: UP031
        # ok: words-in-the-pattern
        format_html("<p>{}</p>", note),
        # ok: words-in-the-pattern
        format_html_join("", "<p>{}</p>", [(note,)]),
    ]


def rows(request: HttpRequest) -> None:
    # ruleid: fields-by-name-of-a-request
    User.objects.filter(**request.GET.dict())
    # ruleid: fields-by-name-of-a-request
    User.objects.create(is_active=True, **request.POST)
    # ruleid: fields-by-name-of-a-request
    User.objects.update(**json.loads(request.body))
    # ruleid: fields-by-name-of-a-request
    User.objects.order_by(request.GET["by"])
    # ok: fields-by-name-of-a-request
    User.objects.filter(username=request.GET.get("name", ""))


# ruleid: forms-without-a-token
@csrf_exempt
def open_to_all(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


# ok: forms-without-a-token
def with_a_token(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def queries(name: str) -> None:
    # ruleid: sql-of-pieces
    User.objects.raw("SELECT * FROM auth_user")
    # ruleid: sql-of-pieces
    User.objects.all().extra(where=[name])
    # ruleid: sql-of-pieces
    User.objects.annotate(found=RawSQL(name, []))
    with connection.cursor() as cursor:
        # ruleid: sql-of-pieces
        cursor.execute(f"SELECT * FROM auth_user WHERE username = '{name}'")
        # ruleid: sql-of-pieces
        cursor.execute("SELECT * FROM auth_user WHERE username = '%s'" % name)  # noqa: UP031
        # ok: sql-of-pieces
        cursor.execute("SELECT * FROM auth_user WHERE username = %s", [name])


def said(request: HttpRequest, form: Form) -> None:
    # ruleid: words-in-a-log
    logger.info("Was sent %s", request.body)
    # ruleid: words-in-a-log
    logger.warning(f"Was sent {request.POST['note']}")
    # ruleid: words-in-a-log
    logger.error("Refused %s", form.cleaned_data)
    # ok: words-in-a-log
    logger.info("Was sent %d bytes", 12)
    # ruleid: printed
    print(form)
    # ok: printed
    sys.stdout.write("Done.")


def led(request: HttpRequest) -> list[HttpResponse]:
    return [
        # ruleid: sent-where-a-request-says
        redirect(request.GET["next"]),
        # ruleid: sent-where-a-request-says
        HttpResponseRedirect(request.POST.get("next", "/")),
        # ok: sent-where-a-request-says
        redirect("catalog:home"),
    ]


def cookies(response: HttpResponse, secret: str) -> None:
    # ruleid: cookie-for-scripts
    response.set_cookie("key", secret)
    # ruleid: cookie-for-scripts
    response.set_cookie("key", secret, secure=True, samesite="Lax")
    # ok: cookie-for-scripts
    response.set_cookie("key", secret, httponly=True, secure=True, samesite="Lax")


def same(secret: str, typed: str) -> list[bool]:
    return [
        # ruleid: compared-by-the-clock
        secret == typed,
        # ok: compared-by-the-clock
        constant_time_compare(secret, typed),
        # ok: compared-by-the-clock
        secret == "",
    ]
