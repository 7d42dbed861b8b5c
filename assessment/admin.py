"""What staff may see of assessments: that they exist, and when. Never an answer, never a name."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from assessment.models import Assessment
from catalog.admin.typed import ModelAdmin


@admin.register(Assessment)
class AssessmentAdmin(ModelAdmin):
    list_display = ["role", "edition", "started_at", "changed_at", "submitted_at"]
    list_filter = ["role", "submitted_at"]
    list_select_related = ["edition"]
    ordering = ["-started_at"]
    readonly_fields = ["role", "edition", "started_at", "changed_at", "submitted_at"]
    fields = [*readonly_fields]
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Assessment]:
        return super().get_queryset(request).defer("edition__payload")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


# The library's own pages would show a person's secret, and let an address be called confirmed that is not.
admin.site.unregister([EmailAddress, Authenticator])


@admin.register(Authenticator)
class AuthenticatorAdmin(ModelAdmin):
    """That somebody has a second factor, and since when. Deleting it helps who lost theirs."""

    list_display = ["user", "type", "created_at", "last_used_at"]
    list_filter = ["type"]
    ordering = ["-created_at"]
    readonly_fields = ["user", "type", "created_at", "last_used_at"]
    fields = [*readonly_fields]
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
