from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "shishi.inspections"
    label = "inspections"
