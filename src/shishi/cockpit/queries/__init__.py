"""Questions of the pages that read everything; every answer is a frozen dataclass."""
