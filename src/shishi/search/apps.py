from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "shishi.search"
    label = "search"
