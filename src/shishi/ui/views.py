"""The one thing the look lets people choose: large text."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

YEAR = 365 * 24 * 3600


@require_POST
def choose_look(request: HttpRequest) -> HttpResponse:
    """Keep the choice in a cookie and go back to the page it was made on."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    answer = HttpResponseRedirect(back)
    if request.POST.get("look") == "large":
        answer.set_cookie("look", "large", max_age=YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
    else:
        answer.delete_cookie("look", samesite="Lax")
    return answer
