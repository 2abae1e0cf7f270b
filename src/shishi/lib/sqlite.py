"""Put the SQLite of the pysqlite3 wheel in place of the interpreter's, which may carry the WAL-reset fault.

SQLite 3.7.0 to 3.51.2 can corrupt a database that two connections write and checkpoint at the same time
(docs/adr/0003-databases.md).
`install()` must run before Django is imported; it fills the few gaps the wheel has against the standard module.
"""

from __future__ import annotations

import sqlite3 as standard
import sys
from typing import Any

import pysqlite3
import pysqlite3.dbapi2 as dbapi2

SAFE_SINCE = (3, 51, 3)
MAX_VARIABLES = 32_766
MAX_COLUMNS = 2_000
NO_LIMIT = 1_000_000_000


class Connection(dbapi2.Connection):  # type: ignore[misc]
    """A connection that answers what Django asks before a bulk insert, and when it logs one."""

    def getlimit(self, category: int) -> int:
        known = {standard.SQLITE_LIMIT_VARIABLE_NUMBER: MAX_VARIABLES, standard.SQLITE_LIMIT_COLUMN: MAX_COLUMNS}
        return known.get(category, NO_LIMIT)

    def setlimit(self, category: int, limit: int) -> int:  # noqa: ARG002
        return self.getlimit(category)


_connect = dbapi2.connect


def _connect_with_gaps_filled(*args: Any, **kwargs: Any) -> Any:
    kwargs.setdefault("factory", Connection)
    kwargs.pop("autocommit", None)
    return _connect(*args, **kwargs)


def install() -> None:
    """Make `import sqlite3` mean the safe library; do nothing when that has already happened."""
    if sys.modules.get("sqlite3") is pysqlite3:
        return
    for module in (pysqlite3, dbapi2):
        for name in dir(standard):
            if name.isupper() and not hasattr(module, name):
                setattr(module, name, getattr(standard, name))
        module.connect, module.Connection = _connect_with_gaps_filled, Connection
    if tuple(pysqlite3.sqlite_version_info) < SAFE_SINCE:
        raise RuntimeError(
            f"SQLite {pysqlite3.sqlite_version} can corrupt a shared database; 3.51.3 or newer is needed."
        )
    sys.modules["sqlite3"], sys.modules["sqlite3.dbapi2"] = pysqlite3, dbapi2
