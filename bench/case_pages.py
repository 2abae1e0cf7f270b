"""The measurements of `bench.cases`, in a process that has a database of its own."""

from __future__ import annotations

import sys
from statistics import median
from time import perf_counter
from urllib.parse import urlencode

from bench.setting import set_up

set_up("bench.urls")

from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench import case_multiplying, case_plans, case_rows  # noqa: E402
from bench.case_many import many_at_once  # noqa: E402
from bench.cases import BASE, MOST_TIMES, ROUNDS, WARM  # noqa: E402
from bench.city import County  # noqa: E402
from bench.spending import backend, spent  # noqa: E402
from shishi.cases.models import Case  # noqa: E402
from shishi.cases.queries.lists import Wanted, cases_for  # noqa: E402
from shishi.journal.models import Entry  # noqa: E402
from shishi.lib import clock  # noqa: E402
from shishi.orgs.models import Account  # noqa: E402

EMPTY = "/bench/empty/"
PEOPLE = {"clerk": "c01-clerk", "city": "c00-clerk", "liaison": "c01-liaison1", "leader": "c01-convener"}


def run(copies: list[int], words: list[str]) -> None:
    """Build the base once, and measure at each size."""
    begun = perf_counter()
    counties = case_plans.build()
    clock.rehearse(clock.at(case_plans.TODAY))
    # People who know the house: the tour of the first day stands on nobody's desk.
    Account.objects.update(tour_done_at=clock.now())
    case_rows.inserted(case_plans.plans(counties, BASE))
    case_multiplying.take_aside()
    note(f"base of {BASE:,} made in {perf_counter() - begun:.0f} s")
    for n in copies:
        begun = perf_counter()
        case_multiplying.fill(n)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
        note(f"{Case.objects.count():,} cases, {Entry.objects.count():,} entries in {perf_counter() - begun:.0f} s")
        clock.rehearse(clock.at(case_plans.TODAY))
        if words[:1] == ["--explain"]:
            explain(counties[0], words[1])
            continue
        pages(counties[0])
        one_step(counties[0])
        many_at_once(counties[0])


def note(text: str) -> None:
    print(f"# {text}", file=sys.stderr, flush=True)


def signed_in(who: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(login=PEOPLE[who]))
    return client


def lists(county: County) -> dict[str, str]:
    """The lists that are measured, by name."""
    any_case = Case.objects.filter(home_path=county.region.path).order_by("-id")[7:8].get()
    wanted: dict[str, dict[str, object]] = {
        "all open": {},
        "kind": {"kind": "problem"},
        "kind, stage": {"kind": "problem", "stage": "rectifying"},
        "kind, type": {"kind": "problem", "type": "short"},
        "kind, type, all": {"kind": "problem", "type": "short", "state": "all"},
        "kind of none": {"kind": "letter"},
        "kind of none, all": {"kind": "letter", "state": "all"},
        "stage of none": {"kind": "problem", "stage": "ruling"},
        "topic": {"topic": "养老"},
        "topic of none, all": {"topic": "没有的领域", "state": "all"},
        "source of none": {"source": "visit"},
        "duties": {"duty": "1"},
        "of years before": {"legacy": "1"},
        "unit": {"unit": county.units[0].pk},
        "unit, all": {"unit": county.units[0].pk, "state": "all"},
        "item": {"item": case_plans.items_of(county)[0].pk},
        "item, all": {"item": case_plans.items_of(county)[0].pk, "state": "all"},
        "late": {"state": "late"},
        "closed": {"state": "closed"},
        "kind, closed": {"kind": "request", "state": "closed"},
        "month, all": {"month": "2022-05", "state": "all"},
        "month": {"month": "2024-11"},
        "mine": {"mine": "1"},
        "set: late": {"set": "late", "since": "2024-01-01", "until": "2025-01-01", "state": "all"},
        "set: thanked": {"set": "thanked", "since": "2024-01-01", "until": "2025-01-01", "state": "all"},
        "word": {"q": "路灯", "state": "all"},
        "word, open": {"q": "路灯"},
        "word, closed": {"q": "路灯", "state": "closed"},
        "two words": {"q": "农贸市场 积水", "state": "all"},
        "rare word": {"q": "老年公寓路灯", "state": "open"},
        "number": {"q": any_case.number, "state": "all"},
        "number's start": {"q": any_case.number[:12], "state": "all"},
        "pinyin": {"q": "ludeng", "state": "all"},
    }
    found = {name: "/cases/?" + urlencode(query) for name, query in wanted.items()}
    found["search, a word"] = "/search/?" + urlencode({"q": "路灯"})
    found["search, rare words"] = "/search/?" + urlencode({"q": "老年公寓路灯"})
    return found


def addresses(county: County, who: str) -> dict[str, str]:
    """Everything this person looks at."""
    actor_name = PEOPLE[who].partition("-")[2]
    found = lists(county)
    actor = _city_actor() if who == "city" else county.actor(actor_name)
    for state in ("open", "all"):
        first = cases_for(actor, Wanted(state=state))
        found[f"second page, {state}"] = "/cases/?" + urlencode({"state": state, "after": first.after})
    found["desk"] = "/desk/"
    found["one case"] = f"/cases/{first.rows[20].id}/"
    return found


def _city_actor() -> object:
    from shishi.orgs.queries import actor_for

    return actor_for(Account.objects.select_related("person").get(login=PEOPLE["city"]), clock.today())


def pages(county: County) -> None:
    """Print a row a page: what each of four people waits for, as times the empty page."""
    pid = backend()
    found: dict[str, dict[str, str]] = {}
    for who in PEOPLE:
        client = signed_in(who)
        for name, path in addresses(county, who).items():
            taken: dict[str, list[float]] = {EMPTY: [], path: []}
            slow = spent(pid, lambda: client.get(path)) > 1_000  # noqa: B023
            for _ in range(3 if slow else ROUNDS + WARM):
                for one, times in taken.items():
                    times.append(spent(pid, lambda: client.get(one)))  # noqa: B023
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path).status_code == 200, path
            empty, took = (median(times[0 if slow else WARM :]) for times in taken.values())
            over = "←" if took / empty > MOST_TIMES else ""
            found.setdefault(name, {})[who] = f"{took / empty:.1f} ({len(queries)}){over}"
            found.setdefault("empty page, ms", {})[who] = f"{empty:.1f}"
    print(f"\n{'page: times empty (queries)':28}" + "".join(f"{who:>16}" for who in PEOPLE))
    for name, row in found.items():
        print(f"{name:28}" + "".join(f"{row.get(who, ''):>16}" for who in PEOPLE), flush=True)


def one_step(county: County) -> None:
    """A step by POST, undone each time: assigning, and the self-check that looks for copied words."""
    pid = backend()
    for name, stage, who in (("assign", "found", "clerk"), ("self_check", "rectifying", "liaison")):
        rows = Case.objects.filter(kind="problem", stage=stage, home_path=county.region.path)
        case = rows.filter(unit=county.units[0]).first() if who == "liaison" else rows.first()
        client = signed_in(who)
        if case is None:
            print(f"{name}: no such case")
            continue
        times, empty = [], []
        for n in range(ROUNDS + WARM):
            empty.append(spent(pid, lambda: client.get(EMPTY)))  # noqa: B023
            sent = _form(county, case, name, n)
            with transaction.atomic():
                times.append(spent(pid, lambda: _post(client, case, name, sent)))  # noqa: B023
                transaction.set_rollback(True)
        ratio = median(times[WARM:]) / median(empty[WARM:])
        print(f"step {name:22} {ratio:6.1f} times the empty page, {median(times[WARM:]):.0f} ms", flush=True)


def _form(county: County, case: Case, name: str, n: int) -> dict[str, object]:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from tests.files.made import jpeg

    if name == "assign":
        return {"version": case.version, "unit": county.units[1].pk, "type": "short"}
    photo = [SimpleUploadedFile(f"{side}{n}.jpg", jpeg(), "image/jpeg") for side in ("a", "b")]
    words = f"第{n}次：已经清理完毕并逐户核实，另附照片说明"
    return {"version": case.version, "done": words, "before": photo[0], "after": photo[1]}


def _post(client: Client, case: Case, name: str, sent: dict[str, object]) -> None:
    answer = client.post(f"/cases/{case.pk}/steps/{name}/", sent)
    assert answer.status_code == 302, answer.content.decode()[:4000]


def explain(county: County, name: str) -> None:
    """Print what the database does for one page: `clerk: kind`, `liaison: word`."""
    who, _colon, page = name.partition(": ")
    client = signed_in(who)
    backend()
    path = addresses(county, who)[page]
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    for one in queries.captured_queries:
        print(one["time"], one["sql"][:1500])
        if one["sql"].startswith("SELECT") and float(one["time"]) > 0.003:
            with connection.cursor() as cursor:
                head = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN (ANALYZE, BUFFERS) "
                cursor.execute(head + one["sql"])
                for row in cursor.fetchall():
                    print("      ", *row)
