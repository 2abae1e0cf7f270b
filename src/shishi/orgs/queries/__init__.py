"""Questions about regions, organisations, people, posts and what they reach."""

from shishi.orgs.queries.posts import actor_for, holders, holders_by_org, posts_of
from shishi.orgs.queries.regions import find_regions, region_by_code, region_named

__all__ = ["actor_for", "find_regions", "holders", "holders_by_org", "posts_of", "region_by_code", "region_named"]
