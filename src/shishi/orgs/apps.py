from django.apps import AppConfig


class OrgsConfig(AppConfig):
    name = "shishi.orgs"
    label = "orgs"
