"""How long an import takes against what it cannot do without: reading the workbook once and one bulk insert.

    python -m bench.imports                      1,000 and 10,000 rows of each kind
    python -m bench.imports 1000 10000 100000    these sizes

Each measurement runs in a process of its own on a database of its own. Ratio is (preview or commit) ÷ (reading + one
bulk insert of as many rows); memory is the highest resident size of the whole process.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

KINDS = ("sites", "items")
PER_ITEM, PER_LIST = 40, 5


def main(sizes: list[int]) -> None:
    """Print a row a measurement."""
    print("   rows kind      read  insert  preview  ratio   commit  ratio    MB")
    for kind in KINDS:
        for size in sizes:
            with tempfile.TemporaryDirectory() as var:
                command = [sys.executable, "-m", "bench.imports", "--one", kind, str(size)]
                env = {**os.environ, "SHISHI_VAR": var, "SHISHI_DEBUG": "1"}
                found = json.loads(subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout)
            base = found["read"] + found["insert"]
            preview, commit = found["preview"], found["commit"]
            print(
                f"{size:7d} {kind:6} {found['read']:7.2f} {found['insert']:7.2f} {preview:8.2f} {preview / base:6.1f} "
                f"{commit:8.2f} {commit / base:6.1f} {found['mb']:5.0f}"
            )


def one(kind: str, size: int) -> None:
    """Measure in this process and print JSON."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "shishi.conf.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    settings.DEBUG = False  # Otherwise every statement is kept as text.
    programme, actor = _county()
    path = Path(os.environ["SHISHI_VAR"]) / "bench.xlsx"
    path.write_bytes(_workbook(kind, size, programme))
    found = {"read": _timed(lambda: _read(path))} | _import(programme, actor, path)
    found["mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    # Last, because a bulk insert of Django's holds all its rows and would be the peak that is measured.
    found["insert"] = _timed(lambda: _insert(programme, kind, size))
    print(json.dumps(found))


def _timed(act: Any) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def _read(path: Path) -> None:
    from shishi.lib.xlsx.read import open_book

    with open_book(str(path)) as book:
        for sheet in book.sheets:
            for _row in book.rows(sheet.name):
                pass


def _county() -> tuple[Any, Any]:
    from tests import world as cast
    from tests.programmes.cast import a_programme

    world = cast.build()
    return a_programme(world), world.actor("clerk")


def _workbook(kind: str, size: int, programme: Any) -> bytes:
    from shishi.lib.xlsx.write import Column, Sheet, workbook

    if kind == "items":
        heads = (
            "序号",
            "清单类别",
            "件（实事）",
            "项目名称",
            "责任单位",
            "考核指标",
            "计量单位",
            "年度目标",
            "完成时限",
            "认定口径",
        )
        return workbook([Sheet("清单", [Column(head) for head in heads], _items(size))])
    _seed_items(programme, max(size // PER_ITEM, 1))
    heads = (
        "项目名称",
        "考核指标",
        "乡镇（街道）",
        "村（社区）",
        "点位名称",
        "建设内容",
        "数量",
        "责任人",
        "开工",
        "完工",
        "受益人数",
    )
    return workbook([Sheet("项目分布清单", [Column(head) for head in heads], _sites(size))])


def _items(size: int) -> Iterator[tuple[Any, ...]]:
    for n in range(size):
        yield (
            n // PER_LIST + 1, "省重点", f"办好第{n // 50}件实事", f"项目{n // PER_LIST:06d}", "县教育局",
            f"第{n % PER_LIST + 1}项数量", "个", Decimal(100 + n % 900),
            "2023年11月底", "建成并经验收合格的数量，以验收表为准",
        )  # fmt: skip


def _sites(size: int) -> Iterator[tuple[Any, ...]]:
    for n in range(size):
        yield (
            f"项目{n // PER_ITEM:06d}", "完成数量", "易水镇", f"第{n % 300}村", f"第{n}号点位",
            "改扩建场地和设备配置", 1, "刘小青", date(2023, 3, 1), date(2023, 9, 30), 100 + n % 900,
        )  # fmt: skip


def _seed_items(programme: Any, n_items: int) -> None:
    from shishi.programmes.actions import bulk

    rows = [
        bulk.ItemRow(
            n + 2, f"项目{n:06d}", lists=(bulk.ListRef("province", "key", f"办好第{n // 20}件实事"),), unit="县教育局",
            indicators=(bulk.IndicatorRow("完成数量", unit_word="个", target=Decimal(PER_ITEM)),),
        )
        for n in range(n_items)
    ]  # fmt: skip
    bulk.put_batch("items", bulk.Shelf(programme), rows)


def _insert(programme: Any, kind: str, size: int) -> None:
    """As many plain rows as the workbook has, in one bulk insert, and away again."""
    from django.db import transaction

    from shishi.orgs.models import Org, Region
    from shishi.programmes.models import Item, Matter, Site

    unit, region = Org.objects.get(name="县教育局"), Region.objects.get(name="易水镇")
    with transaction.atomic():
        if kind == "items":
            matter = Matter.objects.create(programme=programme, level="city", list_kind="key", seq=1, title="x")
            rows: Any = (
                Item(
                    programme=programme, matter=matter, code=f"X{n}", seq=n % 30_000, title=f"项目{n}", unit=unit,
                    region_path=unit.region_path, start_on=date(2023, 1, 1), due_on=date(2023, 12, 31),
                )
                for n in range(size)
            )  # fmt: skip
            Item.objects.bulk_create(rows, batch_size=1_000)
        else:
            item = Item.objects.order_by("id").first()
            Site.objects.bulk_create(
                (
                    Site(
                        item=item, unit=unit, region=region, region_path=region.path, name=f"对照{n}", village="村",
                        works="改扩建场地和设备配置", owner_name="刘小青", beneficiaries=100,
                        start_planned_on=date(2023, 3, 1), finish_planned_on=date(2023, 9, 30),
                    )
                    for n in range(size)
                ),
                batch_size=1_000,
            )  # fmt: skip
        transaction.set_rollback(True)


def _import(programme: Any, actor: Any, path: Path) -> dict[str, float]:
    from shishi.programmes.actions import importing

    run = importing.open_import(programme, actor, name=path.name, sha256="0" * 64, size=path.stat().st_size)
    run = importing.look_import(run, str(path))
    run = importing.begin_preview(programme, run, actor, run.version)
    preview = _timed(lambda: importing.preview_import(programme, run, str(path)))
    run = importing.begin_commit(programme, run, actor, run.version)
    commit = _timed(lambda: importing.commit_import(programme, run, str(path), actor))
    run.refresh_from_db()
    if run.stage != "committed" or not sum(sheet.n_new for sheet in run.sheets.all()):
        raise SystemExit(f"nothing was imported: {run.stage} {run.message}")
    return {"preview": preview, "commit": commit}


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2], int(sys.argv[3]))
    else:
        main([int(size) for size in sys.argv[1:]] or [1_000, 10_000])
