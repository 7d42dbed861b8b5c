"""Two editors at once: nothing that one of them saved is overwritten or deleted by another who has not seen it.

A page carries, signed, what it showed, before all that can be typed. A script that sends a form without it has looked
at nothing, and gets what it asks for. Where that is not what is stored by the time it comes back, nothing is saved:
the page comes again with both versions side by side, and what was typed in its fields.
"""

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any

from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core import signing
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from catalog import audit
from catalog.editing import deletion
from catalog.editing.locking import lasting, lock
from catalog.editing.merging import Difference, Held, Opened, State, differences, merged, sent_rows, untouched
from catalog.editing.posted import Several, frozen, keys_of_rows, may_be_key, plain, with_line_feeds, words
from catalog.editing.typed import AnyForm, Form, FormSet, ModelAdmin
from catalog.models import AuditEntry

OPENED = "opened"  # the hidden input with what a page showed
REFUSED = "skillgap.refused"  # in the META of a request whose forms take nothing; no header has such a name there

if TYPE_CHECKING:
    Base = ModelAdmin
    FormBase = AnyForm
else:
    Base = FormBase = object


class Refusing(FormBase):
    """A form that is not taken, whatever it holds: somebody must look first."""

    def full_clean(self) -> None:
        super().full_clean()
        self.add_error(None, _("Nothing was saved yet. Please look at what changed meanwhile."))


class Guarded(Base):
    """Mixed by the site into every admin that is registered."""

    # What forms look like

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        if _is_refused(request):
            form = _refusing(form)
        return _without_deletion(form)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_manytomany(db_field, request, **{"form_class": Several, **kwargs})

    def get_formsets_with_inlines(self, request: HttpRequest, obj: Any = None) -> Iterator[Any]:
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            _without_deletion(formset.form)
            yield formset, inline

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> Any:
        form = super().get_changelist_form(request, **kwargs)
        return _refusing(form) if _is_refused(request) else form

    # A thing and its tables

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "POST":
            request.POST = frozen(with_line_feeds(request.POST))
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        with lasting(request):
            if object_id is None:
                return super().changeform_view(request, object_id, form_url, extra_context)
            obj = self._locked(request, object_id)
            if obj is None and (opened := self._opened(request, object_id)):
                return self._gone(request, object_id, opened[""])
            if obj is None or not self.has_change_permission(request, obj):
                return super().changeform_view(request, object_id, form_url, extra_context)
            now = self._held(request, obj)
            found = self._look(request, now, object_id)
            extra = {"differences": found, OPENED: self._signed(now.state(), object_id), "last": self._last(obj.pk)}
            shown = {**(extra_context or {}), **extra} if found else extra_context
            response = super().changeform_view(request, object_id, form_url, shown)
        return _conflict(response) if found else response

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if obj is not None and OPENED not in context and self.has_change_permission(request, obj):
            if request.method == "POST":
                context[OPENED] = request.POST.get(OPENED, "")
            else:
                formsets = [each.formset for each in context["inline_admin_formsets"] if each.has_change_permission]
                context[OPENED] = self._signed(Held(context["adminform"].form, formsets).state(), str(obj.pk))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _locked(self, request: HttpRequest, object_id: str) -> Model | None:
        """The thing, kept from others until the transaction ends."""
        obj = self.get_object(request, unquote(object_id))
        if obj is not None and request.method == "POST":
            lock(self.model, pk=obj.pk)
            obj = self.get_object(request, unquote(object_id))
        return obj

    def _held(self, request: HttpRequest, obj: Model) -> Held:
        """The page as it would be shown now; the rows of its tables kept from others as well."""
        form = self.get_form(request, obj, change=True)(instance=obj)
        formsets: list[FormSet] = []
        prefixes: dict[str, int] = {}
        for formset, inline in self.get_formsets_with_inlines(request, obj):
            prefix = formset.get_default_prefix()
            prefixes[prefix] = prefixes.get(prefix, 0) + 1
            if prefixes[prefix] > 1:
                prefix = f"{prefix}-{prefixes[prefix]}"
            if inline.has_change_permission(request, obj):
                rows = inline.get_queryset(request)
                lock(inline.model, **{formset.fk.name: obj})
                formsets.append(formset(instance=obj, prefix=prefix, queryset=rows))
        return Held(form, formsets)

    def _look(self, request: HttpRequest, now: Held, name: str) -> list[Difference]:
        """What others changed since the page was opened. Then what was sent is laid over what is stored; where that
        comes to what is stored anyway, such as at a second press, nothing is in the way of taking it."""
        opened, stored = self._opened(request, name), now.state()
        if opened == stored or OPENED not in request.POST:
            return []
        mine = sent_rows(now, request.POST)
        found = differences(opened, now, mine)
        data = merged(request.POST, opened, now, mine)
        if not untouched(now, data) and found:
            request.META[REFUSED] = True
        else:
            found = []
        request.POST = frozen(data)
        return found

    def _gone(self, request: HttpRequest, object_id: str, opened: Opened) -> HttpResponse:
        """Somebody deleted the thing: what was typed stands in the form that adds one, and what was touched beside it."""
        if not self.has_add_permission(request):
            raise Http404
        found = [Difference(opened.name, "", "", _("deleted"), "")]
        fields = {field.name: field.verbose_name for field in (*self.opts.fields, *self.opts.many_to_many)}
        for name, value in opened.row.items():
            typed = {end: plain(request.POST.getlist(name + end)) for end in value}
            if typed != value:
                found.append(
                    Difference(opened.name, str(fields.get(name, name)), words(None, value), "", words(None, typed))
                )
        request.META[REFUSED] = True
        parents = {formset.fk.name for formset, _inline in self.get_formsets_with_inlines(request)}
        request.POST = frozen(_as_new(request.POST, parents))
        extra = {"differences": found, "is_gone": True, "last": self._last(object_id)}
        adds = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_add")
        return _conflict(super().changeform_view(request, None, adds, extra))

    # The list, where it can be edited

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not all(may_be_key(self.opts.pk, key) for key in keys_of_rows(request.POST)):
            raise BadRequest("a list's form: the keys of its rows")
        found: list[Difference] = []
        opened = request.POST.get(OPENED, "")
        is_list = bool(self.list_editable) and self.has_change_permission(request)
        with lasting(request):
            if request.method == "POST" and "_save" in request.POST and is_list:
                now = self._held_list(request)
                found = self._look(request, now, "list")
                opened = self._signed(now.state(), "list") if found else opened
            response = super().changelist_view(request, {**(extra_context or {}), "differences": found})
            context = getattr(response, "context_data", None) or {}
            if is_list and "cl" in context:
                formset = context["cl"].formset
                context[OPENED] = opened or self._signed(Held(None, [formset]).state(), "list")
                if formset.is_bound:  # rows that others added or moved stand elsewhere in the list than what was sent
                    context["cl"].result_list = [form.instance for form in formset.initial_forms]
        return _conflict(response) if found else response

    def _held_list(self, request: HttpRequest) -> Held:
        kind = self.get_changelist_formset(request)
        rows: QuerySet[Any] = self._get_list_editable_queryset(request, kind.get_default_prefix())
        lock(self.model, pk__in=rows.values("pk"))
        return Held(None, [kind(queryset=rows)])

    # Deleting

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        with lasting(request):
            obj = self._locked(request, object_id)
            if obj is None or not self._compares_deletions:
                return super().delete_view(request, object_id, extra_context)
            seen = deletion.digest([obj])
            is_other = request.method == "POST" and request.POST.get(OPENED, seen) != seen
            extra = {**(extra_context or {}), OPENED: seen, "changed_meanwhile": is_other, "last": self._last(obj.pk)}
            if is_other:
                request.POST = QueryDict()
            response = super().delete_view(request, object_id, extra)
        return _conflict(response) if is_other else response

    @property
    def _compares_deletions(self) -> bool:
        """Not where nobody edits: what people do to their own rows would stand in the way of deleting them."""
        return getattr(self, "compares_deletions", True)

    def get_actions(self, request: HttpRequest) -> Any:
        actions: dict[str, Any] = super().get_actions(request)
        if "delete_selected" in actions and self._compares_deletions:
            _stock, name, description = actions["delete_selected"]
            actions["delete_selected"] = (deletion.delete_selected, name, description)
        return actions

    # What a page carries

    def _signed(self, state: State, name: str) -> str:
        return signing.dumps(state, salt=self._salt(name), compress=True)

    def _opened(self, request: HttpRequest, name: str) -> State:
        """What the page showed; nothing is known of a page that does not say it."""
        try:
            state = signing.loads(request.POST.get(OPENED, ""), salt=self._salt(name))
        except signing.BadSignature:
            return {}
        return {where: Opened(*row) for where, row in state.items()}

    def _salt(self, name: str) -> str:
        return f"{OPENED} {self.opts.label_lower} {name}"

    def _last(self, pk: object) -> AuditEntry | None:
        """Who wrote last, and when."""
        return audit.of_page(self.model, pk).first()

    # What was done stands in the audit log, with its values; Django's own log has neither these nor a lock.

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self._is_catalogue:
            return super().history_view(request, object_id, extra_context)
        if not self.has_view_permission(request):
            raise PermissionDenied
        query = urlencode({"page_kind": str(self.opts.model_name), "page_id": unquote(object_id)})
        return redirect(reverse("admin:catalog_auditentry_changelist") + f"?{query}")

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None if self._is_catalogue else super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None if self._is_catalogue else super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        return None if self._is_catalogue else super().log_deletions(request, queryset)

    @property
    def _is_catalogue(self) -> bool:
        return bool(self.opts.app_label == "catalog")


def _refusing(form: Any) -> Any:
    return type(form)(form.__name__, (Refusing, form), {})


def _is_refused(request: HttpRequest) -> bool:
    return REFUSED in request.META


def _without_deletion(form: type[Form]) -> type[Form]:
    """A form of one thing offers nowhere to delete another."""
    for field in form.base_fields.values():
        if isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False
    return form


def _as_new(data: QueryDict, parents: Collection[str]) -> QueryDict:
    """What was sent, with every row as one that is not stored yet."""
    new = data.copy()
    for name in list(new):
        prefix, dash, last = name.rpartition("-")
        if last == "INITIAL_FORMS":
            new[name] = "0"
        elif dash and prefix.rpartition("-")[2].isdecimal() and last in {"id", "DELETE", *parents}:
            del new[name]
    return new


def _conflict(response: HttpResponse) -> HttpResponse:
    if isinstance(response, TemplateResponse):
        response.status_code = 409
    return response
