"""The metrics of GB/T 9704-2012 and how they are reached, in millimetres and points.

Source: docs/domain/official-paper.md. `paper.typ` receives these as data, so that both renderers agree.
"""

from decimal import Decimal

D = Decimal

PAGE_MM = (D(210), D(297))
MARGINS_MM = {"top": D(37), "left": D(28), "right": D(26), "bottom": D(35)}
# A page read sideways is the same sheet turned clockwise: its binding side comes to the top.
LANDSCAPE_MARGINS_MM = {"top": D(28), "left": D(35), "right": D(37), "bottom": D(26)}

BODY_PT = D(16)  # 3号
TITLE_PT = D(22)  # 2号
SMALL_PT = D(14)  # 4号: page number and 版记
TRACKING_PT = D("-0.25")  # 28 × 15.75 pt = 441 pt in a line of 156 mm = 442.2 pt
LINE_PT = D("28.95")  # 22 × 28.95 pt = 636.9 pt in a type area of 225 mm = 637.8 pt
TITLE_LINE_PT = D(36)
CHAR_PT = BODY_PT + TRACKING_PT

MARK_TOP_MM = D(35)  # below the top of the type area
LETTER_MARK_TOP_MM = D(30)  # below the top of the page
RED_LINE_GAP_MM = D(4)
LETTER_LINE_MM = D(170)
LETTER_FOOT_MM = D(20)  # second double line above the bottom of the page
PAGE_NUMBER_GAP_MM = D(7)
IMPRINT_OUTER_MM = D("0.35")
IMPRINT_INNER_MM = D("0.25")

SEAL_PT = D("119.06")  # 42 mm, as large as the seals of most county units

MARK_MAX_PT = D(62)  # 22 mm
MARK_MIN_PT = D(22)
TABLE_FEW_COLUMNS = 5
TABLE_PT = (D(12), D("10.5"))  # 小4号 up to five columns, 5号 beyond
TABLE_LINE_PT = (D(18), D(16))

PT_PER_MM = D(72) / D("25.4")
TYPE_WIDTH_PT = (PAGE_MM[0] - MARGINS_MM["left"] - MARGINS_MM["right"]) * PT_PER_MM

PICTURE_MM = (D(76), D(57))
"""A photograph is laid into a place of this width and height; two stand side by side, three pairs on a page."""


def mark_pt(mark: str, room_mm: Decimal) -> Decimal:
    """The size at which the issuing mark fills its line: at most 22 mm, at least 2号 (then it wraps)."""
    fits = room_mm * PT_PER_MM / max(len(mark), 1) * D("0.98")
    return D(int(max(MARK_MIN_PT, min(MARK_MAX_PT, fits)) * 2)) / 2


def table_size(n_columns: int) -> tuple[Decimal, Decimal]:
    """Type size and line pitch of a table, in points: smaller where there are many columns."""
    wide = n_columns > TABLE_FEW_COLUMNS
    return TABLE_PT[wide], TABLE_LINE_PT[wide]


def text_pt(text: str) -> Decimal:
    """The width of body text: a Chinese character is 15.75 pt wide, a digit or Latin letter half of 16 pt less 0.25."""
    half = sum(c.isascii() for c in text)
    return CHAR_PT * (len(text) - half) + (BODY_PT / 2 + TRACKING_PT) * half


def signature_pt(office: str, day: str, *, sealed: bool) -> tuple[Decimal, Decimal]:
    """How far from the left edge of the type area the office and the date begin; never negative.

    Without a seal the office ends two characters from the right and the date begins two characters after
    it; a date longer than the office ends two from the right instead. With a seal the date ends four from
    the right, the office above its middle; an office too long for that stays inside and the date moves.
    """
    room = TYPE_WIDTH_PT
    wide, long = text_pt(office), text_pt(day)
    if sealed:
        x_office = min(room - 4 * CHAR_PT - (long + wide) / 2, room - wide)
        x_day = x_office + (wide - long) / 2
    elif long > wide:
        x_office, x_day = room - 4 * CHAR_PT - long, room - 2 * CHAR_PT - long
    else:
        x_office, x_day = room - 2 * CHAR_PT - wide, room - wide
    return max(x_office, D(0)), max(x_day, D(0))
