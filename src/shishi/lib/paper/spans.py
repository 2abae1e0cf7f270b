"""Where the heading cells of a table come to lie when some span columns or rows."""

from shishi.lib.paper.model import Cell, Table


def header_cells(table: Table) -> list[tuple[int, int, Cell]]:
    """(row, column, cell) of each heading cell, left to right, skipping places a taller cell holds.

    Spans are cut to the table; cells beyond its last column are dropped.
    """
    taken: set[tuple[int, int]] = set()
    placed: list[tuple[int, int, Cell]] = []
    for row, cells in enumerate(table.header):
        for given in cells:
            cell = given if isinstance(given, Cell) else Cell(given)
            free = [col for col in range(len(table.columns)) if (row, col) not in taken]
            if not free:
                break
            cell = Cell(
                cell.text,
                max(1, min(cell.across, len(table.columns) - free[0])),
                max(1, min(cell.down, len(table.header) - row)),
            )
            taken |= {(row + r, free[0] + c) for r in range(cell.down) for c in range(cell.across)}
            placed.append((row, free[0], cell))
    return placed


def body_rows(table: Table) -> list[tuple[str, ...]]:
    """The rows, each with exactly as many cells as the table has columns."""
    n = len(table.columns)
    return [(tuple(row) + ("",) * n)[:n] for row in table.rows]
