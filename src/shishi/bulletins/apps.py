from django.apps import AppConfig


class BulletinsConfig(AppConfig):
    name = "shishi.bulletins"
    label = "bulletins"
