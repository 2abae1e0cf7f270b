from django.apps import AppConfig


class CockpitConfig(AppConfig):
    name = "shishi.cockpit"
    label = "cockpit"
