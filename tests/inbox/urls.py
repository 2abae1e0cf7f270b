"""The house's routes, and a page for programmes whatever stands there."""

from django.http import HttpResponse
from django.urls import path

from shishi.conf.urls import urlpatterns as house

urlpatterns = [path("programmes/<int:pk>/", lambda request, pk: HttpResponse(), name="programme"), *house]
