from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "shishi.files"
    label = "files"
