"""Routes of meetings."""

from django.urls import path

from shishi.meetings.views import acts, show

urlpatterns = [
    path("meetings/", show.index, name="meetings"),
    path("meetings/new/", acts.new, name="meeting-new"),
    path("meetings/<int:pk>/", show.show, name="meeting"),
    path("meetings/<int:pk>/edit/", acts.edit, name="meeting-edit"),
    path("meetings/<int:pk>/steps/<slug:name>/", acts.step, name="meeting-step"),
    path("meetings/<int:pk>/agenda/", acts.build, name="meeting-agenda"),
    path("meetings/<int:pk>/agenda/add/", acts.add_point, name="meeting-point"),
    path("meetings/<int:pk>/agenda/<int:point_id>/", acts.arrange, name="meeting-arrange"),
    path("meetings/<int:pk>/record/", acts.keep, name="meeting-record"),
    path("meetings/<int:pk>/decisions/", acts.decide, name="meeting-decide"),
    path("meetings/<int:pk>/decisions/<int:decision_id>/remove/", acts.undecide, name="meeting-undecide"),
    path("meetings/<int:pk>/papers/<slug:kind>/", acts.paper, name="meeting-paper"),
    path("meetings/<int:pk>/papers/<int:paper_id>/download/", show.download, name="meeting-download"),
    path("meetings/<int:pk>/figures/<slug:key>/", show.figure, name="meeting-figure"),
]
