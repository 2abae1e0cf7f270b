"""Every route of the house. `shishi routes` lists them with their guards."""

from django.urls import include, path

from shishi.conf import health, views

urlpatterns = [
    path("", views.front_door, name="front-door"),
    path("healthz", health.healthz, name="healthz"),
    path("me/programme/", views.choose_programme, name="choose-programme"),
    path("", include("shishi.orgs.urls")),
]
