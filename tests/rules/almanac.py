"""The State Council's holidays and make-up workdays of 2023 to 2026, as the tests need them."""

from datetime import date, timedelta

from shishi.rules.workdays import WorkCalendar

# First and last day off, then the weekend days worked instead.
SPANS = {
    2023: ["0101-0102", "0121-0127", "0405-0405", "0429-0503", "0622-0624", "0929-1006"],
    2024: ["0101-0101", "0210-0217", "0404-0406", "0501-0505", "0610-0610", "0915-0917", "1001-1007"],
    2025: ["0101-0101", "0128-0204", "0404-0406", "0501-0505", "0531-0602", "1001-1008"],
    2026: ["0101-0103", "0215-0223", "0404-0406", "0501-0505", "0619-0621", "0925-0927", "1001-1007"],
}
MAKE_UPS = {
    2023: ["0128", "0129", "0423", "0506", "0625", "1007", "1008"],
    2024: ["0204", "0218", "0407", "0428", "0511", "0914", "0929", "1012"],
    2025: ["0126", "0208", "0427", "0928", "1011"],
    2026: ["0104", "0214", "0228", "0509", "0920", "1010"],
}


def _day(year: int, text: str) -> date:
    return date(year, int(text[:2]), int(text[2:]))


def _days(year: int, span: str) -> list[date]:
    first, last = (_day(year, part) for part in span.split("-"))
    return [first + timedelta(days=i) for i in range((last - first).days + 1)]


CALENDAR = WorkCalendar(
    holidays=frozenset(day for year, spans in SPANS.items() for span in spans for day in _days(year, span)),
    make_ups=frozenset(_day(year, text) for year, texts in MAKE_UPS.items() for text in texts),
    known_years=frozenset(SPANS),
    provisional_years=frozenset({2027}),
)
