from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "shishi.inbox"
    label = "inbox"
