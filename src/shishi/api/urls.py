"""Routes of the API: the operations, the contract, a page that lists them, and one 404 for the rest."""

from django.urls import URLPattern, URLResolver, path, re_path

from shishi.api import views
from shishi.api.composed import api

composed, app_name, namespace = api.urls
operations: list[URLPattern | URLResolver] = [one for one in composed if getattr(one, "name", "") != "api-root"]
contract = [
    path("", views.operations, name="api-root"),
    path("openapi.json", views.openapi, name="openapi"),
]
rest = [re_path(r"^.*$", views.nothing, name="nothing")]
urls = ([*contract, *operations, *rest], app_name, namespace)
