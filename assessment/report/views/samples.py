"""The report of a made-up person, for everybody to see before they answer anything. No attempt is behind it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from assessment.report import pdfs
from assessment.report.core.report import GapReport
from assessment.report.reading import sample_of, wording
from assessment.report.renderers import card as cards
from assessment.report.renderers.registry import FORMATS
from assessment.report.views.downloads import extent, file
from assessment.report.views.reports import Around, page
from assessment.role.reading import Today
from catalog import editions, index
from catalog.finished import finished
from catalog.index import Digests


@require_safe
@finished(index.digests_of_role, "level")
def sample(request: HttpRequest, digests: Digests, framework: str, role: str) -> HttpResponse:
    """The sample report of a role; `?level=` counts the gaps against another level."""
    told = _report(request, digests, role)
    return HttpResponse(page(told, Around(Today(told.compiled.digest, told.snapshot))))


@require_safe
@finished(index.digests_of_role)
def card(request: HttpRequest, digests: Digests, framework: str, role: str) -> HttpResponse:
    """The picture of a role for where its page is shared, with the ladder of its sample."""
    told = _report(request, digests, role)
    return HttpResponse(pdfs.card_of(cards.source(told, wording())), content_type="image/png")


@require_safe
def download(request: HttpRequest, framework: str, role: str, kind: str) -> HttpResponse:
    """A file of the sample report, as of any other one."""
    if kind not in FORMATS:
        raise Http404
    told = _report(request, index.digests_of_role(framework, role), role)
    return file(f"sample {told.compiled.key}", told, None, kind, extent(request))


def _report(request: HttpRequest, digests: Digests, role: str) -> GapReport:
    """The sample of the current edition that `?level=` asks for; Http404 for a level that the role does not have."""
    edition, snapshot = editions.found(digests)
    level = request.GET.get("level", "")
    if level and level not in snapshot.role[role].level:
        raise Http404
    return sample_of(edition.digest, role, label=edition.label, published_at=edition.published_at, focus=level)
