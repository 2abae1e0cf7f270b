"""The house's routes, and a page for programmes whatever stands there."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from shishi.conf.urls import urlpatterns as house


def programme(_request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponse(f"programme {pk}")


urlpatterns = [path("programmes/<int:pk>/", programme, name="programme"), *house]
