from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "shishi.journal"
    label = "journal"
