"""Line icons on a 24 × 24 field, drawn for this house; the word always stands beside them."""

from shishi.ui.html import joined

PATHS = {
    "desk": "M4 5h16v11H4zM9 20h6M12 16v4",
    "lists": "M9 6h11M9 12h11M9 18h11M4 6h.01M4 12h.01M4 18h.01",
    "progress": "M4 19V5M4 19h16M8 15l4-4 3 2 5-6",
    "cases": "M19 9a7.5 7.5 0 1 0 .5 5M19.5 4v5h-5",
    "acceptance": "M5 4h14v16H5zM9 12l2 2 4-4",
    "evaluation": "M6 20v-6M12 20V8M18 20V4",
    "meetings": "M4 6h16v10H4zM12 16v4M8 20h8M8 11h.01M12 11h.01M16 11h.01",
    "inspections": "M10 16a6 6 0 1 0 0-12 6 6 0 0 0 0 12M14.5 14.5L20 20M8 10l1.5 1.5L12.5 8.5",
    "papers": "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
    "public": "M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6M2 20c0-4 3-6 6-6s6 2 6 6M16 5a3 3 0 0 1 0 6M17 14c3 0 5 2 5 6",
    "system": "M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6M12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.1 2.1M16.3 16.3l2.1 2.1M5.6 18.4l2.1-2.1M16.3 7.7l2.1-2.1",  # noqa: E501
    "bell": "M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15zM10 21h4",
    "help": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.6.3-1 .9-1 1.7M12 16.5h.01",
    "search": "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13M15.5 15.5L20 20",
    "large": "M3 19L8 6l5 13M5 15h6M15 19l3-8 3 8M16 16.5h4",
    "more": "M5 12h.01M12 12h.01M19 12h.01",
}


def icon(name: str) -> str:
    """The icon as inline SVG, hidden from screen readers; an unknown name gives three dots."""
    path = PATHS.get(name, PATHS["more"])
    return joined(('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="', path, '"/></svg>'))
