"""Routes of supervision letters."""

from django.urls import path

from shishi.letters.views import composing, opening, register, replying, show

urlpatterns = [
    path("letters/", register.index, name="letters"),
    path("letters/export/", register.export, name="letters-export"),
    path("letters/new/", opening.new, name="letter-new"),
    path("letters/settings/", register.desk, name="letter-desk"),
    path("letters/<int:pk>/", show.show, name="letter"),
    path("letters/<int:pk>/edit/", composing.edit, name="letter-edit"),
    path("letters/<int:pk>/preview/", composing.preview, name="letter-preview"),
    path("letters/<int:pk>/rebind/", composing.rebind, name="letter-rebind"),
    path("letters/<int:pk>/steps/<slug:name>/", show.step, name="letter-step"),
    path("letters/<int:pk>/extension/", show.ask, name="letter-extension"),
    path("letters/<int:pk>/extension/<int:extension_id>/", show.decide, name="letter-extension-decide"),
    path("letters/<int:pk>/reply/", replying.write, name="letter-reply"),
    path("letters/<int:pk>/seal/", replying.seal, name="letter-seal"),
    path("letters/<int:pk>/download/", show.download, name="letter-download"),
    path("letters/<int:pk>/figures/<slug:key>/", show.figure, name="letter-figure"),
]
