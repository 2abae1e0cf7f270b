from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "shishi.demo"
    label = "demo"
