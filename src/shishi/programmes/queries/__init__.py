"""Questions to the lists; every answer is a frozen dataclass."""
