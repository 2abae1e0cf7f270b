"""Routes of monthly work."""

from django.urls import path

from shishi.reports.views import filling

urlpatterns = [
    path("returns/", filling.sheet, name="progress"),
    path("returns/sheet/<int:period_id>/", filling.send, name="return-sheet"),
    path("returns/lines/<int:line_id>/preview/", filling.preview, name="return-preview"),
    path("returns/evidence/<int:pk>/", filling.evidence_file, name="return-evidence"),
]
