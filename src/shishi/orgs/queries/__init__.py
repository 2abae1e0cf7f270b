"""Questions about regions, organisations, people, posts and what they reach."""

from shishi.orgs.queries.keys import account_for_token
from shishi.orgs.queries.me import me, reach_in_words
from shishi.orgs.queries.posts import actor_for, holders, holders_by_org, home_regions, posts_of
from shishi.orgs.queries.regions import find_regions, region_by_code, region_named

__all__ = [
    "account_for_token",
    "actor_for",
    "find_regions",
    "holders",
    "holders_by_org",
    "home_regions",
    "me",
    "posts_of",
    "reach_in_words",
    "region_by_code",
    "region_named",
]
