"""Routes of the pages that read everything."""

from django.urls import path

from shishi.cockpit.views import desk

urlpatterns = [
    path("desk/", desk.show, name="desk"),
    path("desk/tour/", desk.finish_tour, name="end-tour"),
]
