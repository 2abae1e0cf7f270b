"""Every change of an import: opened, looked at, columns chosen, previewed, committed, taken back."""

from shishi.imports.actions.committing import begin_commit, commit, take_back
from shishi.imports.actions.opening import SheetChoice, choose, drop, look, open_run, set_job
from shishi.imports.actions.previewing import begin_preview, preview

__all__ = [
    "SheetChoice",
    "begin_commit",
    "begin_preview",
    "choose",
    "commit",
    "drop",
    "look",
    "open_run",
    "preview",
    "set_job",
    "take_back",
]
