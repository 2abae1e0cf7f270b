"""Every editing page opens for whom it is for, and for nobody else."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shishi.programmes.actions import adjustment, site
from shishi.programmes.actions import programme as programmes
from shishi.programmes.actions.indicator import add_task
from shishi.programmes.models import Item, Matter, Programme
from tests.programmes import cast

PAGES = {
    "programmes": "/programmes/",
    "lists": "/programmes/{programme}/lists/",
    "matrix": "/programmes/{programme}/matrix/",
    "issue": "/programmes/{programme}/issue/",
    "adjustments": "/programmes/{programme}/adjustments/",
    "documents": "/programmes/{programme}/documents/",
    "tasks": "/programmes/items/{item}/tasks/",
    "sites": "/programmes/items/{item}/sites/",
    "practices": "/programmes/items/{item}/practices/",
}
OFFICE_PAGES = {
    "settings": "/programmes/{programme}/settings/",
    "categories": "/programmes/{programme}/categories/",
    "copy": "/programmes/{programme}/copy/",
    "matter-new": "/programmes/{programme}/matters/new/",
    "matter": "/programmes/{programme}/matters/{matter}/",
    "item-new": "/programmes/{programme}/items/new/",
    "item": "/programmes/items/{item}/edit/",
    "indicators": "/programmes/items/{item}/indicators/",
    "allocations": "/programmes/items/{item}/allocations/",
    "site-new": "/programmes/items/{item}/sites/new/",
    "carry": "/programmes/items/{item}/carry/",
    "indicator": "/programmes/indicators/{indicator}/",
    "curve": "/programmes/indicators/{indicator}/curve/",
}


def address(pattern: str, item: Item) -> str:
    return pattern.format(
        programme=item.programme_id, item=item.pk, matter=item.matter_id, indicator=item.indicators.get().pk
    )


def get(client, world, who: str, url: str):
    client.force_login(world.account(who))
    return client.get(url)


@pytest.mark.parametrize("issued", [False, True])
def test_the_office_opens_every_page(client, world, issued):
    item = cast.an_issued_item(world) if issued else cast.a_ready_item(world)
    for name, pattern in (PAGES | OFFICE_PAGES | {"new": "/programmes/new/"}).items():
        answer = get(client, world, "clerk", address(pattern, item))
        assert answer.status_code == 200, name


@pytest.mark.parametrize("who", ["liaison", "edu_head", "convener", "leader", "city"])
def test_whoever_reaches_the_list_reads_it_and_is_refused_its_forms(client, world, who):
    item = cast.an_issued_item(world)
    for name, pattern in PAGES.items():
        assert get(client, world, who, address(pattern, item)).status_code == 200, name
    for name, pattern in OFFICE_PAGES.items():
        url = address(pattern, item)
        assert (get(client, world, who, url).status_code, client.post(url).status_code) == (403, 403), name


@pytest.mark.parametrize("who", ["stranger", "stranger_liaison", "health_liaison"])
def test_out_of_reach_is_not_found(client, world, who):
    item = cast.an_issued_item(world)
    for name, pattern in (PAGES | OFFICE_PAGES).items():
        if name != "programmes":
            assert get(client, world, who, address(pattern, item)).status_code == 404, name


def test_a_county_s_list_is_made_by_hand_from_nothing(client, world):
    client.force_login(world.account("clerk"))
    client.post("/programmes/new/", {"name": "2023年民生实事", "year": "2023", "once": "a"})
    made = Programme.objects.get()
    matter = {"level": "county", "list_kind": "key", "title": "办好学校", "once": "b"}
    client.post(f"/programmes/{made.pk}/matters/new/", matter)
    row = {"matter": Matter.objects.get().pk, "title": "新增学位", "unit": world.orgs["education"].pk}
    row |= {"project_type": "construction", "urgency": "quick", "funds_planned_yuan": "120万元", "once": "c"}
    for _twice in range(2):
        assert client.post(f"/programmes/{made.pk}/items/new/", row).status_code == 302
    item = Item.objects.get()
    assert (item.code, item.funds_planned_yuan) == ("2023-001", 1_200_000)
    figures = {"name": "学位", "type": "cumulative", "unit_label": "万个", "target": "0.24", "sense": "at_least"}
    figures |= {"schedule": "linear_month", "decimals": "0", "weight": "1", "source": "unit_self_report", "once": "d"}
    answer = client.post(f"/programmes/items/{item.pk}/indicators/", figures)
    indicator = item.indicators.get()
    assert answer.status_code == 302
    assert (indicator.target, indicator.unit_word, indicator.scale, indicator.unit_label) == (
        2400,
        "个",
        10_000,
        "万个",
    )


def test_what_is_wrong_stands_beside_the_field_and_what_was_typed_stays(client, world):
    item = cast.a_ready_item(world)
    client.force_login(world.account("clerk"))
    answer = client.post(f"/programmes/items/{item.pk}/indicators/", {"name": "另一个", "target": "很多"})
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "很多" in body
    assert 'value="另一个"' in body
    answer = client.post(f"/programmes/{item.programme_id}/settings/", {"name": "改名", "behind_pp": "15"})
    assert answer.status_code == 422


def test_a_form_read_before_another_save_answers_409(client, world):
    item = cast.a_ready_item(world)
    client.force_login(world.account("clerk"))
    url = f"/programmes/{item.programme_id}/matters/{item.matter_id}/"
    typed = {"level": "province", "list_kind": "key", "seq": "1", "title": "改名", "version": "1"}
    assert client.post(url, typed).status_code == 302
    answer = client.post(url, typed | {"title": "又改名"})
    assert answer.status_code == 409
    assert "已被他人修改" in answer.content.decode()


def test_the_split_is_typed_in_a_grid_whose_remainder_is_shown(client, world):
    item = cast.a_ready_item(world)
    client.force_login(world.account("clerk"))
    url, name = f"/programmes/items/{item.pk}/allocations/", f"{item.indicators.get().pk}-region-"
    town, town2 = world.regions["town"].pk, world.regions["town2"].pk
    assert client.post(url, {f"{name}{town}": "60", f"{name}{town2}": "若干"}).status_code == 422
    assert client.post(url, {f"{name}{town}": "60", f"{name}{town2}": "25", "version": item.version}).status_code == 302
    assert "还差15个" in client.get(url).content.decode()
    assert "还差 15个" in client.get(f"/programmes/{item.programme_id}/matrix/").content.decode()


def test_issue_from_page_to_page(client, world):
    item = cast.a_ready_item(world)
    bare = cast.an_item(world, item.matter, "没有指标的项目")
    base = f"/programmes/{item.programme_id}/issue/"
    client.force_login(world.account("clerk"))
    assert "还没有考核指标" in client.get(base).content.decode()
    answer = client.post(base + "propose/", {"item": [item.pk, bare.pk]})
    assert answer.status_code == 422
    assert "没有指标的项目" in answer.content.decode()
    assert client.post(base + "propose/", {"item": [item.pk]}).status_code == 302
    proposal = item.programme.proposals.get()
    assert client.post(f"{base}{proposal.pk}/approve/").status_code == 403
    client.force_login(world.account("convener"))
    assert "批准下达" in client.get(base).content.decode()
    assert client.post(f"{base}{proposal.pk}/send-back/").status_code == 422
    assert client.post(f"{base}{proposal.pk}/approve/").status_code == 302
    assert client.post(f"{base}{proposal.pk}/approve/").status_code == 409


def test_an_adjustment_from_page_to_page(client, world):
    item = cast.an_issued_item(world)
    client.force_login(world.account("edu_head"))
    typed = {"effect": "change", "indicator": item.indicators.get().pk, "new_target": "80", "reason": "policy_change"}
    url = f"/programmes/items/{item.pk}/adjust/"
    assert client.post(url, typed).status_code == 422
    assert client.post(url, typed | {"explanation": "上级核减", "once": "x"}).status_code == 302
    page = f"/programmes/adjustments/{item.adjustments.get().pk}/"
    assert client.post(page + "approve/", {"version": "1"}).status_code == 403
    client.force_login(world.account("clerk"))
    assert client.post(page + "turn_down/", {"version": "1"}).status_code == 422
    assert client.post(page + "review/", {"version": "1"}).status_code == 302
    client.force_login(world.account("convener"))
    assert "首次承诺" in client.get(page).content.decode()
    assert client.post(page + "approve/", {"version": "1"}).status_code == 409
    assert client.post(page + "approve/", {"version": "2"}).status_code == 302
    assert item.indicators.get().target == 80
    assert get(client, world, "stranger", page).status_code == 404
    assert get(client, world, "liaison", url).status_code == 403


def test_the_unit_keeps_dates_of_its_own_tasks_and_sites(client, world):
    item = cast.a_ready_item(world)
    task = add_task(item, {"title": "开工", "due_on": "2023-03-01", "weight": Decimal(0)}, world.actor("clerk"))
    place = site.add_site(item, {"name": "一小", "region": world.regions["town"]}, world.actor("clerk"))
    client.force_login(world.account("liaison"))
    assert client.post(f"/programmes/tasks/{task.pk}/", {"done_on": "2023-02-28", "version": "1"}).status_code == 302
    started = {"started_on": "2023-03-01", "stage": "started"}
    assert client.post(f"/programmes/sites/{place.pk}/", started | {"name": "改名", "version": "1"}).status_code == 302
    place.refresh_from_db()
    assert (place.name, place.stage) == ("一小", "started")
    assert client.post(f"/programmes/sites/{place.pk}/remove/", {"version": "2"}).status_code == 403
    assert get(client, world, "township", f"/programmes/sites/{place.pk}/").status_code == 200
    for who, code in (("health_liaison", 404), ("convener", 403), ("stranger", 404)):
        assert get(client, world, who, f"/programmes/tasks/{task.pk}/").status_code == code
        assert get(client, world, who, f"/programmes/sites/{place.pk}/").status_code == code


def test_a_plan_paper_is_served_to_whoever_reaches_the_programme(client, world, settings, tmp_path):
    settings.FILES_ROOT = tmp_path
    item = cast.an_issued_item(world)
    client.force_login(world.account("clerk"))
    paper = SimpleUploadedFile("方案.txt", "实施方案".encode())
    base = f"/programmes/{item.programme_id}/documents/"
    answer = client.post(base, {"title": "实施方案", "number": "潭县〔2023〕1号", "upload": paper, "once": "p"})
    assert answer.status_code == 302, answer.content.decode()
    kept = item.programme.plan_documents.get()
    answer = get(client, world, "liaison", f"{base}{kept.pk}/file/")
    assert b"".join(answer.streaming_content).decode() == "实施方案"
    assert client.post(f"{base}{kept.pk}/remove/").status_code == 403
    assert get(client, world, "stranger", f"{base}{kept.pk}/file/").status_code == 404


def test_categories_and_removals(client, world):
    item = cast.a_ready_item(world)
    client.force_login(world.account("clerk"))
    base = f"/programmes/{item.programme_id}"
    assert client.post(f"{base}/categories/", {"name": "教育", "sort": "1"}).status_code == 302
    category = item.programme.categories.get()
    programmes.change_matter(item.matter, {"category": category}, world.actor("clerk"), version=item.matter.version)
    assert client.post(f"{base}/categories/{category.pk}/remove/", {"was": "教育"}).status_code == 422
    assert client.post(f"{base}/matters/{item.matter_id}/remove/", {"version": "2"}).status_code == 422
    assert client.post(f"/programmes/items/{item.pk}/remove/", {"version": str(item.version)}).status_code == 302
    assert not Item.objects.exists()


def test_pages_cost_few_queries(client, world, django_assert_max_num_queries):
    item = cast.an_issued_item(world)
    asked = {"effect": "suspend", "reason": "policy_change", "explanation": "暂停"}
    adjustment.ask_adjustment(item, asked, world.actor("edu_head"))
    client.force_login(world.account("clerk"))
    for name, pattern in (PAGES | OFFICE_PAGES).items():
        with django_assert_max_num_queries(30 if name in {"copy", "item", "allocations"} else 24):
            client.get(address(pattern, item))
