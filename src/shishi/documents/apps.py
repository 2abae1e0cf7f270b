from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "shishi.documents"
    label = "documents"
