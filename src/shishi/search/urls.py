"""Routes of search."""

from django.urls import path

from shishi.search import views

urlpatterns = [path("search/", views.search, name="search")]
