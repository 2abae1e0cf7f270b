from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "shishi.programmes"
    label = "programmes"
