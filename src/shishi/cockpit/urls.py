"""Routes of the pages that read everything."""

from django.urls import path

from shishi.cockpit.views import boards, boundaries, cockpit, desk, figures, handover, item, programme

urlpatterns = [
    path("desk/", desk.show, name="desk"),
    path("desk/tour/", desk.finish_tour, name="end-tour"),
    path("posts/<int:pk>/handover/", handover.show, name="handover"),
    path("cockpit/", cockpit.show, name="cockpit"),
    path("cockpit/<int:pk>/", cockpit.show, name="cockpit"),
    path("cockpit/<int:pk>/boundaries/", boundaries.manage, name="boundaries"),
    path("boundaries/<int:pk>/", boundaries.outline, name="boundary"),
    path("boundaries/<int:pk>/remove/", boundaries.remove, name="boundary-remove"),
    path("programmes/<int:pk>/", programme.show, name="programme"),
    path("programmes/<int:pk>/heat/", boards.heat, name="heat-map"),
    path("programmes/<int:pk>/units/", boards.units, name="units"),
    path("programmes/<int:pk>/map/", boards.tasks, name="task-map"),
    path("programmes/<int:pk>/points/", boards.places, name="points"),
    path("programmes/<int:pk>/team/", boards.members, name="team"),
    path("items/<int:pk>/", item.show, name="item"),
    path("items/<int:pk>/places/", item.sites, name="item-places"),
    path("items/<int:pk>/plan/", item.plan, name="item-plan"),
    path("items/<int:pk>/cases/", item.loops, name="item-loops"),
    path("items/<int:pk>/log/", item.log, name="item-log"),
    path("figures/<int:pk>/<slug:kind>/<str:subject>/<str:month>/<slug:code>/", figures.show, name="trace"),
    path("figures/cuts/<int:pk>/<str:code>/", figures.show_cut, name="cut-figure"),
]
