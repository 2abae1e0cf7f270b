"""Routes of background work."""

from django.urls import path

from shishi.jobs import views

urlpatterns = [
    path("inbox/jobs/", views.my_jobs, name="my-jobs"),
    path("inbox/jobs/<int:pk>/cancel/", views.cancel_job, name="job-cancel"),
]
