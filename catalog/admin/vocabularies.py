"""Public vocabularies in the editor: uploaded, searched, linked, and followed when a newer version comes."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalog import vocabularies
from catalog.admin.publishing import TidyField
from catalog.core.files import FileUnfit
from catalog.core.vocabularies import MOST_BYTES, RowProblem
from catalog.editing.looked_at import LookedAt
from catalog.models import Concept, ExternalLink, Framework, Skill, Vocabulary
from catalog.vocabularies import SAME, AlreadyLinked, LinkChanged
from catalog.wording import UNFIT

LONGEST_QUERY = 100


class UploadForm(forms.Form):
    scheme = forms.ChoiceField(label=gettext_lazy("Vocabulary"), choices=Vocabulary.SCHEMES)
    version = TidyField(
        label=gettext_lazy("Version"),
        max_length=20,
        help_text=gettext_lazy("As its owner calls it, such as 1.2.0 or 29.0. A second file of a version adds to it."),
    )
    released = forms.DateField(
        label=gettext_lazy("Released"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "Of ESCO skills_en.csv, of O*NET Skills, Knowledge, Technology Skills or Content Model Reference as text; or "
            "the archive (.zip) that they come in. At most 32 MB."
        ),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_unfit(FileUnfit("too_large", str(MOST_BYTES // 1_000_000))))
        return file


def _unfit(error: FileUnfit) -> str:
    return str(UNFIT[error.code]) % {"detail": error.detail}


def _problem(problem: RowProblem) -> str:
    return _("%(file)s, row %(row)d: %(why)s") % {
        "file": problem.file, "row": problem.row, "why": UNFIT[problem.code],
    }  # fmt: skip


@admin.register(Vocabulary)
class VocabularyAdmin(LookedAt):
    """The versions that were uploaded. Deleting one takes no link away: a link holds what it says of its concept."""

    list_display = ["scheme", "version", "released", "held", "uploaded_at", "uploaded_by"]
    ordering = ["scheme", "-pk"]
    fields = ["scheme", "version", "released", "held", "uploaded_at", "uploaded_by"]
    readonly_fields = ["scheme", "version", "released", "held", "uploaded_at", "uploaded_by"]
    change_list_template = "admin/catalog/vocabulary/change_list.html"
    compares_deletions = False  # nobody edits it

    def get_queryset(self, request: HttpRequest) -> QuerySet[Vocabulary]:
        counted: QuerySet[Vocabulary] = super().get_queryset(request).annotate(concept_count=Count("concepts"))
        return counted

    @admin.display(description=gettext_lazy("concepts"))
    def held(self, vocabulary: Any) -> int:
        return int(vocabulary.concept_count)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Thousands of concepts go with a version: they are counted and not listed."""
        count = Concept.objects.filter(vocabulary__in=[each.pk for each in objs]).count()
        may = self.has_delete_permission(request)
        return (
            [str(each) for each in objs],
            {_("public vocabularies"): len(objs), _("concepts"): count},
            set() if may else {self.opts.verbose_name},
            [],
        )

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("upload/", wrap(self.upload), name="catalog_vocabulary_upload"),
            path("skill/<int:pk>/", wrap(self.of_skill), name="catalog_vocabulary_skill"),
            path("framework/<int:pk>/", wrap(self.of_framework), name="catalog_vocabulary_framework"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        extra = {
            "frameworks": Framework.objects.order_by("name"),
            "may_upload": request.user.has_perm("catalog.add_vocabulary"),
        }
        return super().changelist_view(request, {**(extra_context or {}), **extra})

    # Uploading

    def upload(self, request: HttpRequest) -> HttpResponse:
        """A file of a version. It is parsed while somebody waits: its limits are such that this ends."""
        if not request.user.has_perm("catalog.add_vocabulary"):
            raise PermissionDenied
        form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
        if form.is_bound and form.is_valid() and self._stored(request, form):
            return redirect("admin:catalog_vocabulary_changelist")
        return self._page(request, "upload", {"title": _("Upload a vocabulary"), "form": form}, refused=form.is_bound)

    def _stored(self, request: HttpRequest, form: UploadForm) -> bool:
        said = form.cleaned_data
        try:
            kept, parsed = vocabularies.store(
                scheme=said["scheme"],
                version=said["version"],
                released=said["released"],
                name=said["file"].name,
                data=said["file"].read(),
                by=request.user.get_username(),
                at=timezone.now(),
            )
        except FileUnfit as error:
            form.add_error("file", _unfit(error))
            return False
        count = len(parsed.concepts)
        self.log_addition(request, kept, f"{count}")
        told = ngettext("%(count)d concept of %(name)s is here.", "%(count)d concepts of %(name)s are here.", count)
        messages.success(request, told % {"count": count, "name": kept})
        if parsed.left_out:
            rows = ngettext("%d row was left out.", "%d rows were left out.", parsed.left_out) % parsed.left_out
            messages.warning(request, " ".join([rows, *map(_problem, parsed.problems)]))
        return True

    # Linking

    def of_skill(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The links of a skill, what newer versions make of them, and the search for a concept to link."""
        _may_look(request)
        skill = get_object_or_404(Skill.objects.select_related("framework"), pk=pk)
        said, status = "", 200
        if request.method == "POST":
            said, status = (
                _followed(request, skill.links.all()) if "follow" in request.POST else _linked(request, skill)
            )
            if not said:
                return redirect("admin:catalog_vocabulary_skill", pk)
        query = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST_QUERY]
        links = list(skill.links.order_by("scheme", "label"))
        news = {each.link.pk: each for each in vocabularies.news_of(links)}
        among = vocabularies.newest()
        context = {
            "title": _("Vocabularies of %s") % skill.name,
            "skill": skill,
            "links": [(each, news.get(each.pk)) for each in links],
            "linked": {each.uri for each in links},
            "relations": ExternalLink.Relation.choices,
            "query": query,
            "among": among.values(),
            "found": vocabularies.search(query, among.values()),
            "said": said,
            "picked": {name: request.POST.get(name, "") for name in ("concept", "relation")},
            "may_link": request.user.has_perm("catalog.add_externallink"),
            "may_follow": request.user.has_perm("catalog.change_externallink"),
        }
        return self._page(request, "skill", context, status=status)

    def of_framework(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The links of a framework of which a newer version was uploaded; one press follows all that say the same."""
        _may_look(request)
        framework = get_object_or_404(Framework, pk=pk)
        of_framework = ExternalLink.objects.filter(skill__framework=framework)
        said, status = "", 200
        if request.method == "POST":
            said, status = _followed(request, of_framework)
            if not said:
                return redirect("admin:catalog_vocabulary_framework", pk)
        news = vocabularies.news_of(of_framework.select_related("skill").order_by("skill__name", "label"))
        context = {
            "title": _("Links of %s") % framework.name,
            "framework": framework,
            "news": news,
            "same": sum(each.state == SAME for each in news),
            "said": said,
            "may_follow": request.user.has_perm("catalog.change_externallink"),
        }
        return self._page(request, "framework", context, status=status)

    def _page(
        self, request: HttpRequest, name: str, context: dict[str, Any], *, status: int = 200, refused: bool = False
    ) -> HttpResponse:
        whole = {**self.admin_site.each_context(request), "opts": self.model._meta, **context}
        status = 422 if refused else status
        return TemplateResponse(request, f"admin/catalog/vocabulary/{name}.html", whole, status=status)


def _may_look(request: HttpRequest) -> None:
    if not request.user.has_perm("catalog.view_externallink"):
        raise PermissionDenied


def _linked(request: HttpRequest, skill: Skill) -> tuple[str, int]:
    """Link what was picked; gives why not and a status, or nothing."""
    if not request.user.has_perm("catalog.add_externallink"):
        raise PermissionDenied
    relation, key = request.POST.get("relation", ""), request.POST.get("concept", "")
    if not key:
        return _("Nothing was linked yet: please pick a concept."), 422
    if relation not in ExternalLink.Relation.values:
        return _("Nothing was linked yet: please say how the two relate."), 422
    if not (key.isascii() and key.isdecimal() and len(key) < 16):
        return _("Nothing was linked: this concept is not here any more."), 422
    concept = Concept.objects.select_related("vocabulary").filter(pk=key).first()
    if concept is None:
        return _("Nothing was linked: this concept is not here any more."), 409
    try:
        vocabularies.link(skill=skill, concept=concept, relation=relation)
    except AlreadyLinked:
        return _("Nothing was linked: the skill has a link to this concept already."), 409
    messages.success(request, _("Linked. Visitors see it after the next publishing."))
    return "", 200


def _followed(request: HttpRequest, links: QuerySet[ExternalLink]) -> tuple[str, int]:
    """Follow the newer version with one link or with all that were shown; gives why not and a status, or nothing.

    Each is sent as the link, the version that it named and the newer one, as they were shown.
    """
    if not request.user.has_perm("catalog.change_externallink"):
        raise PermissionDenied
    by_key = {str(each.pk): each for each in links}
    relation = request.POST.get("relation", "")
    count, changed = 0, 0
    for sent in request.POST.getlist("follow"):
        key, seen, to = [*sent.split("|"), "", ""][:3]
        try:
            if key not in by_key or relation not in {"", *ExternalLink.Relation.values}:
                raise LinkChanged
            vocabularies.follow(link=by_key[key], seen=seen, to=to, relation=relation)
            count += 1
        except LinkChanged:
            changed += 1
    if count:
        told = ngettext("%d link names the newer version now.", "%d links name the newer version now.", count)
        messages.success(request, told % count)
    if changed or not count:
        return _("What was not changed is no longer as this page showed it. Please look again."), 409
    return "", 200
