"""Routes of the inbox."""

from django.urls import path

from shishi.inbox import views

urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/read/", views.read_all, name="inbox-read"),
    path("inbox/<int:pk>/open/", views.open_message, name="inbox-open"),
    path("inbox/digests/<int:pk>/", views.digest, name="inbox-digest"),
    path("me/reminders/", views.reminders, name="reminders"),
]
