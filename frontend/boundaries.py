"""Write province and county boundaries, simplified and keyed by six-digit code, into the asset folder."""

import sys
from pathlib import Path

if __name__ == "__main__":
    Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
