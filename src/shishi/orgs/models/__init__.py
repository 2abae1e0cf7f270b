"""Regions, organisations, people, the posts they hold for a time, and what each post may see."""

from shishi.orgs.models.account import Account, AccountManager, Person, SignInFailure, Token
from shishi.orgs.models.change import RightsChange
from shishi.orgs.models.post import Delegation, Org, OrgQuerySet, Post, PostGrant, PostQuerySet, is_over
from shishi.orgs.models.region import PATH_STEP, Region, RegionPast, RegionQuerySet

__all__ = [
    "PATH_STEP",
    "Account",
    "AccountManager",
    "Delegation",
    "Org",
    "OrgQuerySet",
    "Person",
    "Post",
    "PostGrant",
    "PostQuerySet",
    "Region",
    "RegionPast",
    "RegionQuerySet",
    "RightsChange",
    "SignInFailure",
    "Token",
    "is_over",
]
