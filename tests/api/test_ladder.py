"""Everybody of the cast at every operation: what they may not see is not there, what is not theirs is refused."""

import json
from datetime import date

import pytest
from django.test import Client

from shishi.api.views import contract
from shishi.bulletins.actions import drafting
from shishi.journal.models import Entry
from shishi.reports.actions import cuts
from shishi.reports.models import Cut
from tests.api.conftest import Program, give_keys
from tests.cases import stories
from tests.reports import year as a_year
from tests.world import PEOPLE, TODAY

EVERYBODY = frozenset(login for login, *_ in PEOPLE)
REGION = frozenset({"city", "head", "clerk", "clerk2", "convener", "leader", "statistician"})
EDUCATION = frozenset({"edu_head", "edu_deputy", "liaison"})
HEALTH = frozenset({"health_head", "health_liaison"})
AUDIT = frozenset({"auditadmin"})
DRAFTS = frozenset({"city", "head", "clerk", "clerk2", "convener", "leader"})
WHOLE = REGION | EDUCATION | HEALTH
WORKING = REGION | EDUCATION
RATELESS = frozenset({"auditadmin", "secadmin", "sysadmin", "statistician"})
DESKS = frozenset({"city", "head", "clerk", "clerk2", "convener", "leader", "stranger"})
MISSING = 987654321

# operation → where to ask, who gets it, and what the others get
READS = {
    "orgs_me": ("/me", EVERYBODY, None),
    "orgs_list_regions": ("/regions?q=湘水", EVERYBODY, None),
    "orgs_list_entries": ("/journal", AUDIT, 403),
    "programmes_list_programmes": ("/programmes", EVERYBODY, None),
    "programmes_read_lists": ("/programmes/{programme}/lists", WHOLE, 404),
    "programmes_list_matters": ("/programmes/{programme}/matters", WHOLE, 404),
    "programmes_list_items": ("/items", EVERYBODY, None),
    "programmes_read_item": ("/items/{schools}", REGION | EDUCATION, 404),
    "programmes_list_indicators": ("/indicators", EVERYBODY, None),
    "programmes_list_allocations": ("/allocations", EVERYBODY, None),
    "programmes_list_sites": ("/sites", EVERYBODY, None),
    "programmes_list_tasks": ("/tasks", EVERYBODY, None),
    "almanac_read_year": ("/almanac/2023", EVERYBODY, None),
    "almanac_workday_after": ("/almanac/workday-after?start=2023-09-28&count=5", EVERYBODY, None),
    "reports_list_standings": ("/programmes/{programme}/standings", WHOLE, 404),
    "reports_read_headline": ("/programmes/{programme}/headline", WHOLE, 404),
    "reports_read_trace": ("/standings/{standing}/trace", REGION | EDUCATION, 404),
    "reports_read_benchmarks": ("/programmes/{programme}/benchmarks", WHOLE, 404),
    "reports_list_cuts": ("/programmes/{programme}/cuts", WHOLE, 404),
    "reports_read_cut": ("/cuts/{cut}", WHOLE, 404),
    "reports_list_frozen": ("/cuts/{cut}/standings", WHOLE, 404),
    "reports_list_periods": ("/periods", EVERYBODY, None),
    "reports_list_returns": ("/returns", EVERYBODY, None),
    "reports_read_return": ("/returns/{return}", REGION | EDUCATION, 404),
    "bulletins_list_bulletins": ("/bulletins", EVERYBODY, None),
    "bulletins_read_bulletin": ("/bulletins/{bulletin}", DRAFTS, 404),
    "bulletins_open_figure": ("/bulletins/{bulletin}/figures/1", DRAFTS, 404),
    "bulletins_read_text": ("/bulletins/{missing}/text", frozenset(), 404),
    "meetings_list_meetings": ("/meetings", EVERYBODY, None),
    "meetings_read_meeting": ("/meetings/{missing}", frozenset(), 404),
    "letters_list_letters": ("/letters", EVERYBODY, None),
    "letters_read_letter": ("/letters/{missing}", frozenset(), 404),
    "inspections_list_inspections": ("/inspections", EVERYBODY, None),
    "inspections_list_research": ("/research", EVERYBODY, None),
    "cases_list_cases": ("/cases", EVERYBODY, None),
    "cases_read_case": ("/cases/{case}", WORKING, 404),
    "cases_list_choices": ("/cases/{case}/choices/unit", WORKING, 404),
    "cases_list_kinds": ("/case-kinds", EVERYBODY, None),
    "cases_list_opening_choices": ("/case-kinds/problem/choices/unit", EVERYBODY, None),
    "cases_read_rates": ("/case-rates?since=2023-01-01&until=2024-01-01", EVERYBODY - RATELESS, 403),
    "cases_read_loads": ("/case-loads", EVERYBODY - RATELESS, 403),
    "cases_list_callbacks": ("/case-callbacks", DESKS, 403),
    "cases_list_topics": ("/case-topics", DESKS, 403),
    "cases_list_factors": ("/case-factors", EVERYBODY, None),
    "cases_list_wishes": ("/case-wishes?show=mine", EVERYBODY, None),
    "cases_list_pairings": ("/case-pairings", EVERYBODY, None),
    "cases_list_limits": ("/case-kinds/problem/limits", DESKS, 403),
    "cases_read_file": ("/cases/{case}/files/{missing}", frozenset(), 404),
    "inbox_list_messages": ("/inbox", EVERYBODY, None),
    "inbox_read_digest": ("/inbox/digests/{missing}", frozenset(), 404),
    "inbox_read_settings": ("/inbox/settings", EVERYBODY, None),
    "jobs_list_jobs": ("/jobs", EVERYBODY, None),
    "jobs_read_job": ("/jobs/{missing}", frozenset(), 404),
}


@pytest.fixture
def numbers(world):
    """The ids the addresses name, on the cast's day, in mid-year."""
    give_keys(world)
    year = a_year.build(world)
    year.go(date(2023, 8, 2))
    row = year.accept("schools", 8, 200)
    year.go(TODAY)
    cut = cuts.make(year.programme, TODAY, Cut.Occasion.OFFICE, world.actor("clerk"))
    found = {"programme": year.programme.pk, "standing": year.item_row("schools", 8).pk, "cut": cut.pk}
    found["case"] = stories.assigned(world).pk
    bulletin = drafting.draft(year.programme, cut, world.actor("clerk"))
    return (
        {"missing": MISSING, "return": row.pk, "bulletin": bulletin.pk}
        | found
        | {short: item.pk for short, item in year.items.items()}
    )


def test_every_operation_that_reads_stands_in_the_table():
    paths = json.loads(contract())["paths"]
    reads = {one["operationId"] for path in paths.values() for method, one in path.items() if method == "get"}
    assert reads == set(READS)


@pytest.mark.parametrize("operation", READS)
def test_everybody_gets_what_the_pages_show_them(operation, numbers):
    address, allowed, otherwise = READS[operation]
    path = address.format(**numbers)
    found = {who: Program(who).get(path).status_code for who in sorted(EVERYBODY)}
    assert found == {who: 200 if who in allowed else otherwise for who in sorted(EVERYBODY)}
    assert Client().get(f"/api{path}").status_code == 401


def test_out_of_reach_and_missing_are_the_same_answer(numbers):
    stranger = Program("stranger")
    there, nowhere = stranger.get(f"/items/{numbers['schools']}"), stranger.get(f"/items/{MISSING}")
    assert (there.status_code, there.content) == (nowhere.status_code, nowhere.content)


# operation → the request, and who may even come near: others get 403 where they see the thing, 404 where they do not
WRITES = {
    "jobs_cancel_job": ("POST", "/jobs/{missing}/cancel", {}),
    "reports_make_cut": ("POST", "/programmes/{programme}/cuts", {"on": "2023-09-05"}),
    "reports_put_benchmarks": (
        "PUT",
        "/programmes/{programme}/benchmarks",
        {"month": "2023-08", "source": "市专班通报", "n_words": 0},
    ),
    "reports_save_return": ("PUT", "/returns/{return}", {"version": 1}),
    "reports_report_shares": (
        "PUT",
        "/returns/{return}/shares",
        {"version": 1, "shares": [{"allocation_id": 1, "value": "1"}]},
    ),
    "reports_say_no_change": ("POST", "/returns/{return}/no-change", {"version": 1}),
    "reports_take_step": ("POST", "/returns/{return}/steps/accept", {"version": 1}),
    "reports_return_figures": (
        "POST",
        "/returns/{return}/return-figures",
        {"version": 1, "figures": [{"line_id": 1, "reason": "数字倒退"}]},
    ),
    "reports_take_step_on_many": ("POST", "/returns/steps/accept", {"returns": [{"id": 0, "version": 1}]}),
    "bulletins_download_pdf": ("POST", "/bulletins/{bulletin}/files/pdf", {}),
    "bulletins_download_docx": ("POST", "/bulletins/{bulletin}/files/docx", {}),
    "bulletins_take_step": ("POST", "/bulletins/{bulletin}/steps/send", {"version": 1}),
    "letters_download_letter": ("POST", "/letters/{missing}/files/pdf", {}),
    "letters_take_letter_step": ("POST", "/letters/{missing}/steps/send", {"version": 1}),
    "reports_accept_above": ("POST", "/returns/{return}/accept-above", {"version": 1}),
}
CASE_WRITES = {
    "cases_take_one": ("POST", "/cases/{case}/steps/assign", {"version": 1, "answers": {}}),
    "cases_take_on_many": ("POST", "/cases/steps/assign", {"cases": [{"id": 0, "version": 1}]}),
    "cases_take_with_files": ("POST", "/cases/{case}/steps/assign/with-files", b'{"version": 1}'),
    "cases_ask_extension": (
        "POST",
        "/cases/{case}/extensions",
        {"version": 1, "until": "2023-12-01", "reason": "工程量大"},
    ),
    "cases_decide_extension": ("POST", "/cases/{case}/extensions/{missing}", {"approve": True}),
    "cases_report_part": ("POST", "/cases/{case}/parts/report", {"report": "已配合清理"}),
    "cases_charge_units": ("POST", "/cases/{case}/parts", {"version": 1, "unit_ids": [1]}),
    "cases_release_part": ("POST", "/cases/{case}/parts/{missing}/release", {"version": 1}),
    "cases_split_one": ("POST", "/cases/{case}/split", {"version": 1, "title": "另一件", "text": "另一处。"}),
    "cases_list_as_duty": ("POST", "/cases/{case}/duty", {"version": 1, "is_duty": True}),
    "cases_name_sponsor": ("POST", "/cases/{case}/sponsor", {"version": 1}),
    "cases_say_repeat": ("POST", "/cases/{case}/repeats", {"earlier_id": MISSING}),
    "cases_recuse_oneself": ("POST", "/cases/{case}/recusals", {"reason": "亲属"}),
    "cases_download_paper": ("POST", "/cases/{case}/papers/{missing}/pdf", {}),
    "cases_download_book": ("POST", "/cases/{case}/book/pdf", {}),
}
# Whoever may open a case of a kind may open one of their own: no row is reached.
OPENING = {
    "cases_open_one": ("POST", "/cases", {"kind": "request", "answers": {}}),
    "cases_open_with_files": ("POST", "/cases/with-files", b'{"kind": "request", "answers": {}}'),
}
# What a post is asked for before any row is; whoever has it reaches only their own rows.
POSTED = {
    "cases_bind_letters": ("/case-clusters", {"case_ids": [MISSING], "title": "路灯", "text": "多处不亮。"}, 404),
    "cases_put_limit": (
        "/case-kinds/problem/limits",
        {"stage": "found", "n": 1, "unit": "workday", "since": "2020-01-01", "basis": "办法"},
        422,
    ),
    "cases_download_rates": ("/case-rates/files/odt", {"since": "2023-01-01", "until": "2024-01-01"}, 422),
}
NO_RIGHT = {
    "cases_bind_letters": EVERYBODY - DESKS,
    "cases_put_limit": EVERYBODY - {"head", "stranger"},
    "cases_download_rates": RATELESS,
}
OUTSIDERS = EVERYBODY - WHOLE
# What everybody may write, because it is about nobody else.
OWN = {"inbox_save_settings", "cases_download_register"}


def test_every_operation_that_writes_stands_in_the_table():
    paths = json.loads(contract())["paths"]
    writes = {one["operationId"] for path in paths.values() for method, one in path.items() if method != "get"}
    assert writes == set(WRITES) | set(CASE_WRITES) | set(OPENING) | set(POSTED) | OWN


@pytest.mark.parametrize("operation", WRITES)
def test_nobody_out_of_reach_can_write(operation, numbers):
    method, address, body = WRITES[operation]
    path = address.format(**numbers)
    if "returns" in body:
        body = {"returns": [{"id": numbers["return"], "version": 1}]}
    before = Entry.objects.count()
    for who in sorted(OUTSIDERS):
        assert Program(who).send(method, path, body).status_code == 404, who
    assert Client().generic(method, f"/api{path}", "{}", content_type="application/json").status_code == 401
    assert Entry.objects.count() == before


@pytest.mark.parametrize(
    "operation", ["reports_save_return", "reports_report_shares", "reports_say_no_change", "reports_make_cut"]
)
def test_a_leader_reads_and_does_not_write(operation, numbers):
    method, address, body = WRITES[operation]
    answer = Program("leader").send(method, address.format(**numbers), body)
    assert (answer.status_code, answer.json()["code"]) == (403, "not_yours")


def send(who, method, path, body):
    if isinstance(body, bytes):
        return Program(who).upload(path, body.decode(), {})
    return Program(who).send(method, path, body)


@pytest.mark.parametrize("operation", CASE_WRITES)
def test_nobody_out_of_reach_can_work_a_case(operation, numbers):
    method, address, body = CASE_WRITES[operation]
    path = address.format(**numbers)
    if "many" in operation:
        body = {"cases": [{"id": numbers["case"], "version": 1}]}
    before = Entry.objects.count()
    for who in sorted(EVERYBODY - WORKING):
        assert send(who, method, path, body).status_code == 404, who
    assert Client().generic(method, f"/api{path}", "{}", content_type="application/json").status_code == 401
    assert Entry.objects.count() == before


@pytest.mark.parametrize("operation", POSTED)
def test_only_the_post_comes_near_what_is_its_own(operation, numbers):
    path, body, otherwise = POSTED[operation]
    before = Entry.objects.count()
    found = {who: Program(who).post(path, body).status_code for who in sorted(EVERYBODY)}
    assert found == {who: 403 if who in NO_RIGHT[operation] else otherwise for who in sorted(EVERYBODY)}
    assert Entry.objects.count() == before


@pytest.mark.parametrize("operation", OPENING)
def test_only_whom_the_kind_names_opens_a_case(operation, numbers):
    method, path, body = OPENING[operation]
    found = {who: send(who, method, path, body).status_code for who in sorted(EVERYBODY)}
    opens = {"clerk", "clerk2", "head", "city", "stranger", "township"}
    assert found == {who: 422 if who in opens else 403 for who in sorted(EVERYBODY)}
