from django.apps import AppConfig


class ConfConfig(AppConfig):
    """Only for its commands: it has no tables."""

    name = "shishi.conf"
    label = "conf"
