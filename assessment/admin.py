"""What staff may see of assessments: that they exist, and when. Never an answer, never a name. And who the staff are."""

from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest
from django.urls import URLPattern, path

from assessment import traces
from assessment.account import actions as account_actions
from assessment.account import addresses
from assessment.attempts import actions
from assessment.consequences.views import before_publishing
from assessment.models import Assessment
from catalog.editing.looked_at import LookedAt
from catalog.editing.typed import ModelAdmin

if TYPE_CHECKING:
    _Admin = ModelAdmin
else:
    _Admin = object


class CountsOnly(_Admin):
    """Before deleting what is a person's, Django lists all that goes with it, row by row: which skills were answered,
    which were ticked, of which role somebody is reminded. Here it says how many rows of each kind, and no more."""

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        _listed, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        return [str(obj) for obj in objs], counts, perms_needed, protected


@admin.register(Assessment)
class AssessmentAdmin(CountsOnly, LookedAt):
    list_display = ["role", "edition", "started_at", "changed_at", "submitted_at"]
    list_filter = ["edition__framework", "role", "submitted_at"]
    list_select_related = ["edition"]
    ordering = ["-started_at"]
    readonly_fields = ["role", "edition", "started_at", "changed_at", "submitted_at"]
    fields = [*readonly_fields]
    list_per_page = 50
    compares_deletions = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Assessment]:
        return super().get_queryset(request).defer("edition__payload")

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(before_publishing)
        return [path("consequences/<int:framework_id>/", page, name="assessment_consequences"), *super().get_urls()]

    def delete_model(self, request: HttpRequest, obj: Assessment) -> None:
        actions.delete(assessment=obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Assessment]) -> None:
        for assessment in queryset:
            actions.delete(assessment=assessment)


# The library's own pages would show a person's secret, and let an address be called confirmed that is not.
# Those of providers are not ours: the settings name the one there is, and no token is kept.
admin.site.unregister([EmailAddress, Authenticator, User, SocialAccount, SocialApp, SocialToken])


@admin.register(Authenticator)
class AuthenticatorAdmin(CountsOnly, LookedAt):
    """That somebody has a second factor, and since when. Deleting it helps who lost theirs."""

    list_display = ["user", "type", "created_at", "last_used_at"]
    list_filter = ["type"]
    ordering = ["-created_at"]
    readonly_fields = ["user", "type", "created_at", "last_used_at"]
    fields = [*readonly_fields]
    list_per_page = 50
    compares_deletions = False


class PersonForm(UserChangeForm):  # type: ignore[type-arg] # Django's own takes none when it runs
    """An address is what a person logs in by: staff have one, and nobody has another's."""

    def clean(self) -> None:
        super().clean()
        found = self.cleaned_data
        is_staff = found.get("is_staff") or found.get("is_superuser")
        if "email" in found and (found["email"] or is_staff):
            try:
                found["email"] = addresses.for_log_in(found["email"], besides=self.instance.pk)
            except ValidationError as error:
                self.add_error("email", error)


@admin.register(User)
class PersonAdmin(CountsOnly, UserAdmin):  # type: ignore[type-arg] # as above
    form = PersonForm

    def save_model(self, request: HttpRequest, obj: User, form: Form, change: bool) -> None:
        """A new address takes the place of the old one, which opens the account no more."""
        super().save_model(request, obj, form, change)
        if "email" in form.changed_data:
            EmailAddress.objects.filter(user=obj).exclude(email=obj.email).delete()

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        number = obj.pk
        account_actions.delete_account(user_id=number)
        traces.forget_sessions({number})

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        numbers = {user.pk for user in queryset}
        for number in sorted(numbers):
            account_actions.delete_account(user_id=number)
        traces.forget_sessions(numbers)
