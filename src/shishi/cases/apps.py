from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "shishi.cases"
    label = "cases"
