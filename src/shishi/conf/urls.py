"""Every route of the house. `shishi routes` lists them with their guards."""

from django.urls import include, path

from shishi.orgs.access import open_to_all
from shishi.ui.views import choose_look

urlpatterns = [
    path("look/", open_to_all(reveals="nothing; keeps large text in a cookie")(choose_look), name="look"),
    path("", include("shishi.orgs.urls")),
]
