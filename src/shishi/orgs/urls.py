"""Routes of sign-in, of oneself, and of the system pages."""

from django.urls import path

from shishi.orgs.views import accounts, audit, mine, people, regions, signing

urlpatterns = [
    path("sign-in/", signing.sign_in, name="sign-in"),
    path("sign-out/", signing.sign_out, name="sign-out"),
    path("me/", mine.mine, name="mine"),
    path("me/password/", signing.change_password, name="change-password"),
    path("me/post/", signing.act_for, name="act-for"),
    path("me/loans/new/", mine.lend, name="lend-post"),
    path("me/loans/<int:pk>/end/", mine.end_loan, name="end-loan"),
    path("me/keys/", mine.new_key, name="new-key"),
    path("me/keys/<int:pk>/revoke/", mine.revoke_key, name="revoke-key"),
    path("system/", people.home, name="system"),
    path("system/orgs/", people.org_list, name="system-orgs"),
    path("system/orgs/new/", people.new_org, name="system-org-new"),
    path("system/orgs/<int:pk>/", people.org, name="system-org"),
    path("system/orgs/<int:pk>/change/", people.change_org, name="system-org-change"),
    path("system/orgs/<int:pk>/accounts/new/", people.new_account, name="system-account-new"),
    path("system/orgs/<int:pk>/posts/new/", people.appoint, name="system-appoint"),
    path("system/posts/<int:pk>/hand-over/", people.hand_over, name="system-hand-over"),
    path("system/posts/<int:pk>/end/", people.end_post, name="system-end-post"),
    path("system/posts/<int:pk>/grants/new/", people.grant, name="system-grant"),
    path("system/accounts/", accounts.account_list, name="system-accounts"),
    path("system/accounts/<int:pk>/<str:name>/", accounts.account_act, name="system-account-act"),
    path("system/changes/", accounts.change_list, name="rights-changes"),
    path("system/changes/<int:pk>/", accounts.change, name="rights-change"),
    path("system/changes/<int:pk>/<str:name>/", accounts.change_step, name="rights-change-step"),
    path("system/failures/", accounts.failure_list, name="sign-in-failures"),
    path("system/regions/", regions.region_list, name="system-regions"),
    path("system/regions/load/", regions.load, name="system-regions-load"),
    path("system/regions/<int:pk>/", regions.region, name="system-region"),
    path("system/regions/<int:pk>/branch/", regions.branch, name="system-region-branch"),
    path("system/regions/<int:pk>/new/", regions.add, name="system-region-add"),
    path("system/regions/<int:pk>/rename/", regions.rename, name="system-region-rename"),
    path("system/regions/<int:pk>/close/", regions.close, name="system-region-close"),
    path("system/regions/<int:pk>/villages/", regions.villages, name="system-region-villages"),
    path("system/journal/", audit.journal, name="system-journal"),
    path("system/journal/export/", audit.export, name="system-journal-export"),
    path("system/journal/verify/", audit.verify, name="system-journal-verify"),
]
