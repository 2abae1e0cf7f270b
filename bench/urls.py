"""The house's routes and one more: the base template with an empty body, which every page is measured against."""

from django.http import HttpResponse
from django.template import engines
from django.urls import path

from shishi.conf.urls import urlpatterns as house
from shishi.orgs.access import OfficialRequest, officials_only

EMPTY = engines["django"].from_string('{% extends "ui/base.html" %}')


@officials_only(reveals="nothing")
def empty(request: OfficialRequest) -> HttpResponse:
    """The frame of a page and nothing in it."""
    return HttpResponse(EMPTY.render({}, request))


urlpatterns = [path("bench/empty/", empty, name="bench-empty"), *house]
