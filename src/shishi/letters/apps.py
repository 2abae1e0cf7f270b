from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "shishi.letters"
    label = "letters"
