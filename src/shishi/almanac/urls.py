"""Routes of the almanac."""

from django.urls import path

from shishi.almanac import views

urlpatterns = [
    path("system/holidays/", views.holidays, name="holidays"),
    path("system/holidays/import/", views.import_notice, name="holidays-import"),
    path("system/holidays/local/", views.add_local, name="holidays-add"),
    path("system/holidays/local/<int:pk>/remove/", views.remove_local, name="holidays-remove"),
]
