"""Every change to the inbox: delivering, bundling, marking read, settings."""

from shishi.inbox.actions.digests import write_digests
from shishi.inbox.actions.settings import settle
from shishi.inbox.actions.telling import mark_delivered, mark_read, tell_waiting

__all__ = ["mark_delivered", "mark_read", "settle", "tell_waiting", "write_digests"]
