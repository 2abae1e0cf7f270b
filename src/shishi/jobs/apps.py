from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "shishi.jobs"
    label = "jobs"
