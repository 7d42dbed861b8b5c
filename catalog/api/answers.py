"""How an address of the API answers: who may read, what is taken, what is kept."""

from collections.abc import Callable, Collection, Iterable
from functools import wraps
from hashlib import sha256
from inspect import signature
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI, Router
from ninja.errors import ValidationError
from pydantic import BaseModel

from catalog.api.problems import READS, Fault, opened, problem
from catalog.finished import CACHE_CONTROL

JSON = "application/json"
View = Callable[..., HttpResponse]


def reads(
    router: Router, name: str, path: str, shape: Any, summary: str, *, several: Collection[str] = ()
) -> Callable[[View], View]:
    """Let a function answer GET and HEAD at a path with that shape. What its signature does not name is no field of
    its query, and each field stands there once, but for those of which there may be `several`."""

    def decorate(view: View) -> View:
        known = set(signature(view).parameters)

        @wraps(view)
        def answer(request: HttpRequest, **asked: Any) -> HttpResponse:
            faults = list(_unknown(request, known, several))
            if faults:
                raise Unfit(faults)
            return view(request, **asked)

        register = router.api_operation(
            [*READS], path, response=shape, url_name=name, operation_id=name, summary=summary
        )
        return register(answer)

    return decorate


class Unfit(Exception):
    """Fields of a query that cannot be."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(faults)
        self.faults = faults


def _unknown(request: HttpRequest, known: set[str], several: Collection[str]) -> Iterable[Fault]:
    for name, values in request.GET.lists():
        if name not in known:
            yield Fault(name=name, detail=_("There is no such field here."))
        elif len(values) > 1 and name not in several:
            yield Fault(name=name, detail=_("Give this field once."))


def told(value: BaseModel) -> HttpResponse:
    """A value as JSON."""
    return HttpResponse(value.model_dump_json(), content_type=JSON)


def named(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """An answer that nobody keeps here, named by its content: 304 for who has it already."""
    etag = f'"{sha256(response.content).hexdigest()[:32]}"'
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = CACHE_CONTROL
    return get_conditional_response(request, etag=etag, response=response) or response


def answered(view: View) -> View:
    """What every address of the API has in common: JSON or nothing, GET or HEAD, and open to other sites."""

    @csrf_exempt  # nothing is done here, so there is nothing to forge
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **place: Any) -> HttpResponse:
        if request.method not in READS:
            refused = problem(request, 405)
            refused.headers["Allow"] = ", ".join(READS)
            return refused
        if not request.accepts(JSON):
            return problem(request, 406)
        return opened(request, view(request, *args, **place))

    return answer


def refuse(api: NinjaAPI) -> None:
    """Let the API tell what went wrong in the one shape; what nobody foresaw is the site's to tell."""

    def not_found(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
        return problem(request, 404)

    def invalid(request: HttpRequest, error: Any) -> HttpResponse:
        return problem(request, 422, [Fault(name=str(each["loc"][-1]), detail=each["msg"]) for each in error.errors])

    def unfit(request: HttpRequest, error: Any) -> HttpResponse:
        return problem(request, 422, error.faults)

    api.add_exception_handler(Http404, not_found)
    api.add_exception_handler(ValidationError, invalid)
    api.add_exception_handler(Unfit, unfit)
