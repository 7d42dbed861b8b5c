"""Its pages at the root."""

from django.urls import include, path

urlpatterns = [path("", include("survey.urls"))]
