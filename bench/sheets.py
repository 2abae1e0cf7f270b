"""Prints how long reading a workbook takes and how much memory it needs: `python -m bench.sheets [ROWS …]`."""

import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.conf import settings

from shishi.lib.xlsx import guard, read
from shishi.lib.xlsx.write import Column, Sheet, workbook

COLUMNS = [Column(f"文字{at}") for at in range(8)] + [Column(f"数{at}", "number") for at in range(10)]
COLUMNS += [Column("开工", "day"), Column("完工", "day")]


def rows(count: int) -> Iterator[list[object]]:
    """Rows with texts that repeat and texts that do not, figures and two days."""
    for at in range(count):
        texts = [f"第{at}号新建农村公路" if column < 2 else f"县交通运输局{at % 50}" for column in range(8)]
        yield [*texts, *(Decimal(at * column) / 100 for column in range(10)), date(2023, 1, 1), date(2023, 12, 31)]


def main() -> None:
    """Measure each size once, the smallest first, so that the peak belongs to the size just read."""
    settings.configure(USE_I18N=False)
    for count in [int(word) for word in sys.argv[1:]] or [10_000, 100_000]:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "big.xlsx"
            begin = time.perf_counter()
            path.write_bytes(workbook([Sheet("清单", COLUMNS, rows(count))]))
            written = time.perf_counter()
            guard.check(path)
            checked = time.perf_counter()
            n_rows = sum(1 for _ in read.rows(path))
            done = time.perf_counter()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"{n_rows} rows × {len(COLUMNS)} columns: write {written - begin:.1f} s, guard {checked - written:.1f} s, "
            f"guard and read {done - checked:.1f} s, peak {peak} MB"
        )


if __name__ == "__main__":
    main()
