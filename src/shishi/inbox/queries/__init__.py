"""Questions to the inbox."""

from shishi.inbox.queries.digests import Digest, ReasonGroup, digest, waiting_for_digest
from shishi.inbox.queries.habits import Bell, HabitOf, Settings, bell, habits_of, settings_of
from shishi.inbox.queries.messages import InboxPage, Message, address_of, inbox, messages, n_unread, reason_in_words

__all__ = [
    "Bell",
    "Digest",
    "HabitOf",
    "InboxPage",
    "Message",
    "ReasonGroup",
    "Settings",
    "address_of",
    "bell",
    "digest",
    "habits_of",
    "inbox",
    "messages",
    "n_unread",
    "reason_in_words",
    "settings_of",
    "waiting_for_digest",
]
