from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from config import watching

urlpatterns = [
    *[path(name, view, name=name) for name, view in watching.VIEWS.items()],
    path(f"{settings.ADMIN_PATH}preview/", include("assessment.preview.urls")),
    path(settings.ADMIN_PATH, admin.site.urls),
    path("accounts/", include("assessment.account.urls")),
    path("", include("catalog.api.urls")),
    path("", include("catalog.urls")),
    path("", include("assessment.urls")),
]

handler400 = "config.errors.bad_request"
handler403 = "config.errors.permission_denied"
handler404 = "config.errors.not_found"
handler429 = "assessment.account.counting.too_many"
handler500 = "config.errors.server_error"
