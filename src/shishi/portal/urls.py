"""Routes of the portal."""

from django.urls import path

from shishi.portal.views import follow, mailbox

urlpatterns = [
    path("mailbox/", mailbox.places_page, name="mailbox"),
    path("mailbox/<int:office>/", mailbox.letter, name="mailbox-letter"),
    path("mailbox/<int:office>/suggestion/", mailbox.suggestion, name="mailbox-suggestion"),
    path("follow/", follow.prove, name="follow"),
    path("follow/letter/", follow.letter, name="follow-letter"),
    path("follow/letter/rate/", follow.rate, name="follow-rate"),
    path("follow/letter/supplement/", follow.supplement, name="follow-supplement"),
    path("follow/leave/", follow.leave, name="follow-leave"),
]
