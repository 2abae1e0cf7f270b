"""Routes of sign-in, people and organisations."""

from django.urls import path

from shishi.orgs import views

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("me/password/", views.change_password, name="change-password"),
    path("me/post/", views.act_for, name="act-for"),
]
