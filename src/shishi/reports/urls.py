"""Routes of monthly work."""

from django.urls import path

from shishi.reports.views import benchmarks, board, detail, exports, filling, own, reviewing, sites

urlpatterns = [
    path("returns/", filling.sheet, name="progress"),
    path("returns/parts/", own.own, name="return-own"),
    path("returns/<int:pk>/parts/", own.report, name="return-own-report"),
    path("returns/review/", reviewing.review, name="return-review"),
    path("returns/review/many/", reviewing.many, name="return-review-many"),
    path("returns/sheet/<int:period_id>/", filling.send, name="return-sheet"),
    path("returns/sheet/<int:pk>/export/", exports.monthly_form, name="return-export"),
    path("returns/lines/<int:line_id>/preview/", filling.preview, name="return-preview"),
    path("returns/evidence/<int:pk>/", filling.evidence_file, name="return-evidence"),
    path("returns/<int:pk>/", detail.show, name="return"),
    path("returns/<int:pk>/steps/<slug:name>/", detail.step, name="return-step"),
    path("returns/<int:pk>/figures/", detail.figures, name="return-figures"),
    path("returns/<int:pk>/parent/", detail.accept_above, name="return-accept-above"),
    path("returns/<int:pk>/corrections/", detail.ask_correction, name="return-correction"),
    path("returns/<int:pk>/funds/<int:entry_id>/reverse/", detail.reverse_funds, name="funds-reverse"),
    path("corrections/<int:pk>/decide/", detail.decide_correction, name="correction-decide"),
    path("periods/", board.months, name="periods"),
    path("periods/<int:pk>/", board.board, name="period"),
    path("periods/<int:pk>/urge/", board.urge, name="period-urge"),
    path("periods/<int:pk>/exemptions/", board.exempt, name="period-exempt"),
    path("periods/<int:pk>/exemptions/<int:exemption_id>/end/", board.end_exemption, name="period-exempt-end"),
    path("periods/<int:pk>/move-lock/", board.move_lock, name="period-move-lock"),
    path("periods/<int:pk>/lock/", board.lock, name="period-lock"),
    path("periods/<int:pk>/export/", exports.summary, name="period-export"),
    path("programmes/<int:pk>/benchmarks/", benchmarks.month_table, name="benchmarks"),
    path("programmes/<int:pk>/benchmarks/finishes/", benchmarks.finish_table, name="benchmark-finishes"),
    path("sites/", sites.sites, name="sites"),
    path("sites/<int:pk>/", sites.update, name="site-update"),
]
