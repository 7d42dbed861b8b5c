from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path


def floor(request: HttpRequest) -> HttpResponse:
    """Session, signed-in user, one query, a small template: the least that a real page costs."""
    return render(request, "floor.html", {"groups": Group.objects.all()})


urlpatterns = [path("", floor)]
