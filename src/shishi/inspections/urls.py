"""Routes of inspections."""

from django.urls import path

from shishi.inspections.views import research, show, visits

urlpatterns = [
    path("inspections/", show.index, name="inspections"),
    path("inspections/new/", show.new, name="inspection-new"),
    path("inspections/<int:pk>/", show.show, name="inspection"),
    path("inspections/<int:pk>/steps/<slug:name>/", show.step, name="inspection-step"),
    path("inspections/<int:pk>/draw/", show.draw, name="inspection-draw"),
    path("inspections/<int:pk>/join/", show.join, name="inspection-join"),
    path("inspections/<int:pk>/papers/<slug:kind>/", show.paper, name="inspection-paper"),
    path("inspections/<int:pk>/papers/<int:paper_id>/download/", show.download, name="inspection-download"),
    path("visits/<int:pk>/", visits.show, name="visit"),
    path("visits/<int:pk>/keep/", visits.keep, name="visit-keep"),
    path("visits/<int:pk>/photos/<int:photo_id>/", visits.photo, name="visit-photo"),
    path("research/", research.index, name="research"),
    path("research/<int:pk>/", research.show, name="research-visit"),
    path("research/<int:pk>/settle/", research.settle, name="research-settle"),
    path("research/<int:pk>/problem/", research.problem, name="research-problem"),
]
