from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "shishi.ui"
    label = "ui"
