"""Routes on which lists are made and changed. The pages that show them with their progress stand above."""

from django.urls import path

from shishi.programmes.views import adjustment, below, issue, item, programme

urlpatterns = [
    path("programmes/", programme.index, name="programmes"),
    path("programmes/new/", programme.new, name="programme-new"),
    path("programmes/<int:pk>/lists/", programme.lists, name="programme-lists"),
    path("programmes/<int:pk>/settings/", programme.settings, name="programme-settings"),
    path("programmes/<int:pk>/categories/", programme.categories, name="programme-categories"),
    path("programmes/<int:pk>/categories/<int:category>/remove/", programme.category_remove, name="category-remove"),
    path("programmes/<int:pk>/documents/", programme.documents, name="programme-documents"),
    path("programmes/<int:pk>/documents/<int:document>/file/", programme.document_file, name="plan-document"),
    path(
        "programmes/<int:pk>/documents/<int:document>/remove/", programme.document_remove, name="plan-document-remove"
    ),
    path("programmes/<int:pk>/matters/new/", programme.matter, name="matter-new"),
    path("programmes/<int:pk>/matters/<int:matter>/", programme.matter, name="matter-edit"),
    path("programmes/<int:pk>/matters/<int:matter>/remove/", programme.matter_remove, name="matter-remove"),
    path("programmes/<int:pk>/items/new/", item.new, name="item-new"),
    path("programmes/<int:pk>/copy/", programme.copy, name="programme-copy"),
    path("programmes/<int:pk>/matrix/", below.programme_matrix, name="programme-matrix"),
    path("programmes/<int:pk>/issue/", issue.page, name="programme-issue"),
    path("programmes/<int:pk>/issue/propose/", issue.propose, name="programme-propose"),
    path("programmes/<int:pk>/issue/<int:proposal>/<slug:name>/", issue.step, name="proposal-step"),
    path("programmes/<int:pk>/adjustments/", adjustment.index, name="programme-adjustments"),
    path("programmes/adjustments/<int:pk>/", adjustment.detail, name="adjustment"),
    path("programmes/adjustments/<int:pk>/<slug:name>/", adjustment.detail, name="adjustment-step"),
    path("programmes/items/<int:pk>/edit/", item.edit, name="item-edit"),
    path("programmes/items/<int:pk>/remove/", item.remove, name="item-remove"),
    path("programmes/items/<int:pk>/indicators/", item.indicators, name="item-indicators"),
    path("programmes/items/<int:pk>/allocations/", below.allocations, name="item-allocations"),
    path("programmes/items/<int:pk>/tasks/", below.tasks, name="item-tasks"),
    path("programmes/items/<int:pk>/sites/", below.sites, name="item-sites"),
    path("programmes/items/<int:pk>/sites/new/", below.site_new, name="site-new"),
    path("programmes/items/<int:pk>/practices/", item.practices, name="item-practices"),
    path("programmes/items/<int:pk>/carry/", item.carry_over, name="item-carry"),
    path("programmes/items/<int:pk>/adjust/", adjustment.ask, name="item-adjust"),
    path("programmes/indicators/<int:pk>/", item.indicator, name="indicator-edit"),
    path("programmes/indicators/<int:pk>/remove/", item.indicator_remove, name="indicator-remove"),
    path("programmes/indicators/<int:pk>/curve/", item.curve, name="indicator-curve"),
    path("programmes/tasks/<int:pk>/", below.task, name="task-edit"),
    path("programmes/tasks/<int:pk>/remove/", below.task_remove, name="task-remove"),
    path("programmes/sites/<int:pk>/", below.site, name="site-edit"),
    path("programmes/sites/<int:pk>/remove/", below.site_remove, name="site-remove"),
]
