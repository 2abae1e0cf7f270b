"""Routes of the almanac."""

from datetime import date

from django.urls import path, register_converter

from shishi.almanac import views


class IsoDay:
    """A day as 2027-01-31 in an address."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        """The day; a text that is no day is not found."""
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        """The day in the address."""
        return value.isoformat()


register_converter(IsoDay, "isoday")

urlpatterns = [
    path("system/holidays/", views.holidays, name="holidays"),
    path("system/holidays/import/", views.import_notice, name="holidays-import"),
    path("system/holidays/local/", views.add_local, name="holidays-add"),
    path("system/holidays/local/<isoday:on>/remove/", views.remove_local, name="holidays-remove"),
]
