"""The pages of bulletins."""

from django.urls import path

from shishi.bulletins.views import editing, reading

urlpatterns = [
    path("bulletins/", reading.index, name="bulletins"),
    path("bulletins/draft/", reading.draft, name="bulletin-draft"),
    path("bulletins/<int:pk>/", reading.show, name="bulletin"),
    path("bulletins/<int:pk>/steps/<slug:name>/", reading.step, name="bulletin-step"),
    path("bulletins/<int:pk>/download/", reading.download, name="bulletin-download"),
    path("bulletins/<int:pk>/figures/<slug:key>/", reading.figure, name="bulletin-figure"),
    path("bulletins/<int:pk>/edit/", editing.edit, name="bulletin-edit"),
    path("bulletins/<int:pk>/head/", editing.head, name="bulletin-head"),
    path("bulletins/<int:pk>/rebind/", editing.rebind, name="bulletin-rebind"),
    path("bulletins/<int:pk>/rewrite/", editing.rewrite, name="bulletin-rewrite"),
    path("bulletins/<int:pk>/figures/", editing.add_figure, name="bulletin-add-figure"),
    path("bulletins/<int:pk>/blocks/<slug:block>/", editing.write, name="bulletin-block"),
    path("bulletins/<int:pk>/blocks/<slug:block>/after/", editing.add, name="bulletin-block-after"),
    path("bulletins/<int:pk>/blocks/<slug:block>/remove/", editing.remove, name="bulletin-block-remove"),
    path("bulletins/<int:pk>/blocks/<slug:block>/numerals/", editing.numeral, name="bulletin-numeral"),
]
