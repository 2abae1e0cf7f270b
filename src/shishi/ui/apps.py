"""The app `shishi.ui`."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Templates, tags and static files every other app builds its pages from."""

    name = "shishi.ui"
    label = "ui"
