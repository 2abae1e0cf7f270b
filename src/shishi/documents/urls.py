"""The pages of papers and number books."""

from django.urls import path

from shishi.documents import views

urlpatterns = [
    path("documents/", views.index, name="documents"),
    path("documents/books/", views.book_list, name="number-books"),
    path("documents/books/prefix/", views.prefix, name="number-book-prefix"),
    path("documents/books/start/", views.start, name="number-book-start"),
    path("documents/<int:pk>/", views.show, name="paper"),
    path("documents/<int:pk>/download/", views.download, name="paper-download"),
]
