"""Every route of the house. `shishi routes` lists them with their guards."""

from django.urls import include, path

from shishi.api.urls import urls as api_urls
from shishi.conf import health, views
from shishi.orgs.access import open_to_all
from shishi.ui.views import choose_look

urlpatterns = [
    path("", views.front_door, name="front-door"),
    path("healthz", health.healthz, name="healthz"),
    path("look/", open_to_all(reveals="nothing; keeps large text in a cookie")(choose_look), name="look"),
    path("help/", views.help_contents, name="help"),
    path("help/<slug:slug>/", views.help_chapter, name="help-chapter"),
    path("me/programme/", views.choose_programme, name="choose-programme"),
    path("api/", api_urls),
    path("", include("shishi.orgs.urls")),
    path("", include("shishi.almanac.urls")),
    path("", include("shishi.inbox.urls")),
    path("", include("shishi.jobs.urls")),
    path("", include("shishi.search.urls")),
    path("", include("shishi.cockpit.urls")),
    path("", include("shishi.programmes.urls")),
    path("", include("shishi.reports.urls")),
    path("", include("shishi.cases.urls")),
    path("", include("shishi.portal.urls")),
    path("", include("shishi.meetings.urls")),
    path("", include("shishi.letters.urls")),
    path("", include("shishi.inspections.urls")),
    path("", include("shishi.documents.urls")),
    path("", include("shishi.bulletins.urls")),
]
