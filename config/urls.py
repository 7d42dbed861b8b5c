from django.conf import settings
from django.contrib import admin
from django.urls import include, path, re_path

from assessment.account.confirming import Confirm

urlpatterns = [
    path(settings.ADMIN_PATH, admin.site.urls),
    re_path(r"^accounts/confirm-email/(?P<key>[-:\w]+)/$", Confirm.as_view(), name="account_confirm_email"),
    path("accounts/", include("allauth.urls")),
    path("", include("catalog.urls")),
    path("", include("assessment.urls")),
]

handler400 = "config.errors.bad_request"
handler403 = "config.errors.permission_denied"
handler404 = "config.errors.not_found"
handler429 = "assessment.account.counting.too_many"
handler500 = "config.errors.server_error"
