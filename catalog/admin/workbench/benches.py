"""A skill and a role as the workbench edits them: the stock forms, guarded alike, laid out around one thing."""

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.labels import LabelledFormSet
from catalog.admin.roles import LevelInline, RoleAdmin
from catalog.admin.skills import LinkInline, PlaceInline, SkillAdmin
from catalog.admin.workbench import actions
from catalog.admin.workbench.forms import RoleForm, SkillForm, with_levels_filled
from catalog.admin.workbench.reading import order_of
from catalog.admin.workbench.rows import AnchorRows, NeedRows, RequirementRows
from catalog.editing.guarded import Guarded
from catalog.editing.merging import Opened
from catalog.models import Framework, Role, Skill

ANEW = gettext_lazy("A new resource for it")


def framework_key(request: HttpRequest) -> int:
    """The key of the framework that an address of the workbench names."""
    match = request.resolver_match
    return int(match.kwargs["pk"]) if match else 0


def helped(word: str, text: str) -> str:
    """A link to what the help for editors says of a word."""
    return format_html('<a href="{}#{}">{}</a>', reverse("admin:catalog_framework_help"), word, text)


def _folded(options: Any) -> dict[str, Any]:
    more = {"description": helped("effort", _("What effort means"))} if "effort_percent" in options["fields"] else {}
    return {**options, **more, "classes": ["collapse"]}


class SkillBench(Guarded, SkillAdmin):
    """One skill: its words, a row for each step, what asks for it, and a resource to add."""

    change_form_template = "admin/catalog/workbench/skill.html"
    form = SkillForm
    autocomplete_fields: ClassVar[list[str]] = []
    inlines = [AnchorRows, RequirementRows, NeedRows, PlaceInline, LinkInline]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Those of the stock form; its first without what the outline decides, the others folded."""
        _first, *others = super().get_fieldsets(request, obj)
        found: list[Any] = [
            (None, {"fields": ["name", "definition", "area"]}),
            (
                _("Key and group"),
                {
                    "fields": ["slug", "code", "any_one_of"],
                    "classes": ["collapse"],
                    "description": helped("any-one-of", _("What an any-one-of group is")),
                },
            ),
            *((name, _folded(options)) for name, options in others),
        ]
        if self.has_change_permission(request, obj) and request.user.has_perm("catalog.add_resource"):
            fields = [("new_title", "new_kind"), "new_url", ("new_hours", "new_steps"), "new_description"]
            found.append((ANEW, {"fields": fields}))
        return found

    def get_queryset(self, request: HttpRequest) -> QuerySet[Skill]:
        return super().get_queryset(request).filter(area__framework=framework_key(request))

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "area":
            field.widget.can_add_related = field.widget.can_change_related = field.widget.can_view_related = False
        return field

    def save_model(self, request: HttpRequest, obj: Skill, form: Any, change: bool) -> None:
        if "area" in form.changed_data:
            last = obj.area.skills.aggregate(last=Max("position"))["last"]
            obj.position = 1 if last is None else last + 1
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if "new_title" in form.fields and form.adds_resource:
            steps = form.cleaned_data["new_steps"]
            added = actions.add_resource(skill=form.instance, resource=form.resource, steps=steps)
            self.admin_site.get_model_admin(type(added)).log_addition(request, added, [{"added": {}}])

    def response_change(self, request: HttpRequest, obj: Skill) -> HttpResponse:
        framework = obj.framework_id
        messages.success(request, _("%s is saved. Visitors see it after the next publishing.") % obj.name)
        return redirect(self.address(framework, self._next(obj) if "_next" in request.POST else obj.pk))

    def _next(self, obj: Skill) -> int:
        """The skill after this one in the outline; after the last, itself."""
        order = [skill for skills in order_of(obj.framework).values() for skill in skills]
        at = order.index(obj.pk) + 1
        return order[at] if at < len(order) else obj.pk

    def address(self, framework: int, skill: int) -> str:
        return reverse("admin:catalog_framework_workbench_skill", args=[framework, skill])

    def _gone(self, request: HttpRequest, object_id: str, opened: Opened) -> HttpResponse:
        """Somebody deleted it: the stock form takes what was typed, and adds it anew."""
        stock: Any = self.admin_site.get_model_admin(Skill)
        response: HttpResponse = stock._gone(request, object_id, opened)
        return response


class LevelFormSet(LabelledFormSet):
    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        if self.is_bound:
            self.data = with_levels_filled(self.data, str(self.prefix), self.instance)


class LevelRows(LevelInline):
    """The levels of a role, with empty rows to write new ones into: a name is enough."""

    formset = LevelFormSet
    fields = ["name", "rank", "track", "slug"]
    ordering = ["rank", "track"]

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 1 if obj is not None and obj.levels.exists() else 3

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        found = super().get_formset(request, obj, **kwargs)
        for name, what in (("rank", _("next")), ("slug", _("from the name"))):
            if name in found.form.base_fields:
                found.form.base_fields[name].widget.attrs["placeholder"] = what
        return found


class RoleBench(Guarded, RoleAdmin):
    """One role with its levels; its requirements are in the grid."""

    change_form_template = "admin/catalog/workbench/role.html"
    form = RoleForm
    inlines = [LevelRows]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        names = [name for name in forms.fields_for_model(Role) if name not in {"framework", "name", "summary"}]
        return [
            (None, {"fields": ["name", "summary"]}),
            (_("More about it"), {"fields": names, "classes": ["collapse"]}),
        ]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.framework = Framework.objects.get(pk=framework_key(request))
        return form

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        last = Role.objects.filter(framework=framework_key(request)).aggregate(last=Max("position"))["last"]
        return {"position": 1 if last is None else last + 1}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Role]:
        return super().get_queryset(request).filter(framework=framework_key(request))

    def response_add(self, request: HttpRequest, obj: Role, post_url_continue: str | None = None) -> HttpResponse:
        return self._response(request, obj)

    def response_change(self, request: HttpRequest, obj: Role) -> HttpResponse:
        return self._response(request, obj)

    def _response(self, request: HttpRequest, obj: Role) -> HttpResponse:
        if "_grid" in request.POST:
            return redirect("admin:catalog_role_requirements", obj.pk)
        messages.success(request, _("%s is saved. Visitors see it after the next publishing.") % obj.name)
        return redirect("admin:catalog_framework_workbench_role", obj.framework_id, obj.pk)

    def _gone(self, request: HttpRequest, object_id: str, opened: Opened) -> HttpResponse:
        """Somebody deleted it: the stock form takes what was typed, and adds it anew."""
        stock: Any = self.admin_site.get_model_admin(Role)
        response: HttpResponse = stock._gone(request, object_id, opened)
        return response
