from django.apps import AppConfig


class AlmanacConfig(AppConfig):
    name = "shishi.almanac"
    label = "almanac"
