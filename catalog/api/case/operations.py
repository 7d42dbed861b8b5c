"""CASE's own addresses: what can be asked, and what answers."""

import json
from collections.abc import Callable
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import WithJsonSchema

from catalog.api.answers import JSON, named, reads
from catalog.api.case import choosing, packages, schemas, status
from catalog.api.case.choosing import FILTER, Sort
from catalog.api.case.packages import V1P1, Package
from catalog.api.paging import FARTHEST, MOST, links
from catalog.api.problems import SAID, opened
from catalog.exchange.core.formats.case import classes, served
from catalog.exchange.core.formats.case.classes import FIELDS
from catalog.exchange.core.formats.case.degrading import degraded
from catalog.finished import kept
from catalog.templatetags.sharing import whole

router, older = Router(), Router()
DOCUMENT_FIELDS = sorted({*FIELDS["CFDocument"], "CFPackageURI"})
SourcedId = Annotated[
    str,
    WithJsonSchema(schemas.UUID),  # of any other there is nothing, so it is not found
    Path(description="The identifier, a UUID."),
]
Limit = Annotated[int, Query(description="At most so many.", ge=1, le=MOST)]
Offset = Annotated[int, Query(description="Pass over so many.", ge=0, le=FARTHEST)]
By = Annotated[Sort | Literal[""], Query(description="Sort by this field.")]
Way = Annotated[Literal["asc", "desc"], Query(description="Which way to sort.")]
Filter = Annotated[
    str, Query(description="Such as language='en', or two of them with AND or OR; ~ is contains.", pattern=FILTER)
]
Fields = Annotated[
    list[Annotated[str, WithJsonSchema({"type": "string", "enum": DOCUMENT_FIELDS})]],
    Query(description="Only these fields, and those that CASE needs."),
]
Types = Annotated[
    Literal["all", "skills"],
    Query(description="“skills” leaves out roles, levels and steps, for readers who take each of them for a skill."),
]


@reads(router, "case-documents", "/CFDocuments", None, "CASE: all documents", several=("fields",))
def documents(
    request: HttpRequest,
    limit: Limit = 100,
    offset: Offset = 0,
    sort: By = "",
    orderBy: Way = "asc",  # noqa: N803 # CASE's own name
    filter: Filter = "",  # noqa: A002 # and this
    fields: Fields = [],  # noqa: B006 # ninja takes it as it stands
) -> HttpResponse:
    """A document for each framework that visitors see."""
    asked = [name for each in fields for name in each.split(",")]
    if not set(asked) <= {*DOCUMENT_FIELDS}:
        return opened(request, status.status_info(400, str(SAID[422])))
    every = [served.document(packages.package(source), whole(V1P1)) for source in packages.sources()]
    found = choosing.ordered(choosing.filtered(every, filter), sort, orderBy)
    response = _told({"CFDocuments": [choosing.cut(each, asked) for each in found[offset : offset + limit]]})
    query = {"filter": filter, "sort": sort, "orderBy": orderBy, "fields": ",".join(asked)}
    links(response, "case-documents", query, limit=limit, offset=offset, total=len(found))
    return named(request, response)


def _serve(path: str, shape: str, summary: str, about: str, get: Callable[[Package, str], Any]) -> None:
    """Let an address answer with what `get` finds in the package that has the thing of that identifier."""
    kind = "CFItems" if path == "CFItemAssociations" else path

    def view(request: HttpRequest, sourcedId: SourcedId) -> HttpResponse:  # noqa: N803 # CASE's own name
        return _thing(request, kind, path, sourcedId, get)

    view.__doc__ = about
    reads(router, f"case-{path}", f"/{path}/{{sourcedId}}", None, summary)(view)


def _thing(
    request: HttpRequest, kind: str, path: str, sourced_id: str, get: Callable[[Package, str], Any]
) -> HttpResponse:
    identifier = sourced_id.lower()
    if not classes.is_a(classes.UUID, identifier):
        return opened(request, status.status_info(404, str(SAID[404]), "invalid_uuid"))
    found = packages.holding(kind, identifier)
    value = get(found[1], identifier) if found else None
    if found is None or value is None:
        raise Http404
    return kept(request, ("case", path, identifier, found[0]), (found[0].digest,), lambda: _told(value))


def _definition(kind: str) -> Callable[[Package, str], Any]:
    return lambda package, identifier: served.definition(package, kind, identifier)


SERVED: dict[str, tuple[str, str, str, Callable[[Package, str], Any]]] = {
    "CFDocuments": ("CFDocument", "CASE: a document", "A framework.", lambda it, _id: served.document(it, whole(V1P1))),
    "CFItems": ("CFItem", "CASE: an item", "An area, a skill, a role, a level or a step.", served.item),
    "CFItemAssociations": (
        "CFItemAssociations",
        "CASE: an item with its associations",
        "An item, and all that begins or ends at it.",
        served.item_associations,
    ),
    "CFAssociations": ("CFAssociation", "CASE: an association", "How two things hang together.", served.association),
    "CFItemTypes": ("CFItemTypes", "CASE: a type of items", "What kind an item is of.", _definition("CFItemTypes")),
    "CFSubjects": ("CFSubjects", "CASE: a subject", "What a framework is about.", _definition("CFSubjects")),
    "CFConcepts": ("CFConcepts", "CASE: a concept", "A word of a framework.", _definition("CFConcepts")),
    "CFLicenses": ("CFLicense", "CASE: a licence", "What others may do with it.", _definition("CFLicenses")),
    "CFAssociationGroupings": (
        "CFAssociationGrouping",
        "CASE: a grouping of associations",
        "What several associations have in common, such as a step and an importance.",
        _definition("CFAssociationGroupings"),
    ),
    "CFRubrics": ("CFRubric", "CASE: a rubric", "The sentences of the steps, by skill.", served.rubric),
}
for _path, _parts in SERVED.items():
    _serve(_path, *_parts)


@reads(router, "case-package", "/CFPackages/{sourcedId}", None, "CASE: a package")
def package(request: HttpRequest, sourcedId: SourcedId, types: Types = "all") -> HttpResponse:  # noqa: N803
    """A framework with all that belongs to it. Its identifier is that of its document."""

    def get(package: Package, identifier: str) -> Any:
        return packages.only_skills(package) if types == "skills" else package

    return _thing(request, "CFDocuments", f"CFPackages {types}", sourcedId, get)


@reads(older, "case-older-package", "/CFPackages/{sourcedId}", None, "CASE 1.0: a package")
def older_package(request: HttpRequest, sourcedId: SourcedId) -> HttpResponse:  # noqa: N803 # CASE's own name
    """The same for readers of CASE 1.0, which has no place for all that we say."""
    return _thing(request, "CFDocuments", "CFPackages 1.0", sourcedId, lambda package, _id: degraded(package))


def _told(value: Any) -> HttpResponse:
    return HttpResponse(json.dumps(value, ensure_ascii=False, separators=(",", ":")), content_type=JSON)
