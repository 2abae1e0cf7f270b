"""Every route of the house. `shishi routes` lists them with their guards."""

from django.urls import include, path

urlpatterns = [
    path("", include("shishi.orgs.urls")),
]
