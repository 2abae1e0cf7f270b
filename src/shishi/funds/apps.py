from django.apps import AppConfig


class FundsConfig(AppConfig):
    name = "shishi.funds"
    label = "funds"
