from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "shishi.imports"
    label = "imports"
