from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "shishi.meetings"
    label = "meetings"
