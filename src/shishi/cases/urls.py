"""Routes of the closed loop."""

from django.urls import path

from shishi.cases.views import acts, factors, limits, lists, opening, pairings, rates, show, voices, wishes

urlpatterns = [
    path("cases/", lists.index, name="cases"),
    path("cases/many/", lists.many, name="cases-many"),
    path("cases/export/", lists.export, name="cases-export"),
    path("cases/calendar/", lists.month, name="cases-calendar"),
    path("cases/limits/", limits.limits, name="cases-limits"),
    path("cases/rates/", rates.rates, name="cases-rates"),
    path("cases/rates/paper/", rates.paper, name="cases-rates-paper"),
    path("cases/views/", lists.save_view, name="cases-save-view"),
    path("cases/views/<int:pk>/drop/", lists.drop_view, name="cases-drop-view"),
    path("cases/new/<slug:kind>/", opening.new, name="case-new"),
    path("cases/callbacks/", voices.calls, name="cases-callbacks"),
    path("cases/topics/", voices.topic_page, name="cases-topics"),
    path("cases/factors/", factors.index, name="cases-factors"),
    path("cases/wishes/", wishes.board, name="wishes"),
    path("cases/wishes/<int:pk>/<slug:name>/", wishes.act, name="wish-act"),
    path("cases/pairings/", pairings.diary, name="pairings"),
    path("cases/pairings/<int:pk>/visit/", pairings.visit, name="pairing-visit"),
    path("cases/pairings/<int:pk>/book/", pairings.book, name="pairing-book"),
    path("cases/<int:pk>/", show.show, name="case"),
    path("cases/<int:pk>/steps/<slug:name>/", show.step, name="case-step"),
    path("cases/<int:pk>/papers/<int:step_id>/", show.paper, name="case-paper"),
    path("cases/<int:pk>/files/<int:file_id>/", show.file, name="case-file"),
    path("cases/<int:pk>/extension/", acts.ask, name="case-extension"),
    path("cases/<int:pk>/extension/<int:extension_id>/", acts.decide, name="case-extension-decide"),
    path("cases/<int:pk>/parts/", acts.charge, name="case-charge"),
    path("cases/<int:pk>/parts/report/", acts.report, name="case-part-report"),
    path("cases/<int:pk>/parts/<int:part_id>/release/", acts.release, name="case-part-release"),
    path("cases/<int:pk>/split/", acts.split, name="case-split"),
    path("cases/<int:pk>/raise/<slug:kind>/", opening.raised, name="case-raise"),
    path("cases/<int:pk>/duty/", acts.duty, name="case-duty"),
    path("cases/<int:pk>/take-on/", acts.take_on, name="case-take-on"),
    path("cases/<int:pk>/repeat/", acts.repeat, name="case-repeat"),
    path("cases/<int:pk>/recuse/", acts.recuse, name="case-recuse"),
]
