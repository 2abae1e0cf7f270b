"""Who walks through the closed loop and what they answer: generic over kinds, so that a new kind is walked too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count, islice, product
from typing import Any

from shishi.cases.actions.allowing import places_of, taken_of
from shishi.cases.actions.opening import Wish, open_case
from shishi.cases.kinds import KINDS, CaseKind
from shishi.cases.kinds.answers import ANSWERS, Answer, Sort
from shishi.cases.models import Case
from shishi.lib import clock
from shishi.orgs.models import Account, Org, Person, Post, PostGrant
from shishi.orgs.queries import actor_for
from shishi.programmes.models import Item
from shishi.rules.authority import HOUSE, LEADERS, Actor, Role
from shishi.rules.lifecycle import Step, Verdict
from tests.cases import stories
from tests.programmes.cast import a_matter, a_programme, an_item
from tests.world import NOW, SINCE, TODAY, World

BUREAU = (Role.UNIT_HEAD, Role.UNIT_DEPUTY, Role.UNIT_LIAISON, Role.HANDLER, Role.VOLUNTEER)
# Two of each, so that different hands can always be found.
SEATS: dict[str, tuple[Role, ...]] = {
    "office": (Role.OFFICE_ADMIN, Role.OFFICE_STAFF, Role.HOTLINE),
    "government": (Role.CONVENER, Role.LEADER, Role.INSPECTOR, Role.FINANCE),
    "education": BUREAU,
    "health": BUREAU,
    "housing": BUREAU,
    "town_org": (Role.TOWNSHIP, Role.VILLAGE, Role.VOLUNTEER),
    "discipline": (Role.UNIT_HEAD, Role.UNIT_LIAISON),
    "city_office": (Role.OFFICE_ADMIN, Role.OFFICE_STAFF),
    "other_office": (Role.OFFICE_ADMIN, Role.HOTLINE),
    "other_education": (Role.UNIT_HEAD, Role.UNIT_LIAISON),
}
MOST_TRIES = 12
UNITS = ("education", "health", "housing")


@dataclass
class Walkers:
    """People by login, and the rows their answers speak of. `account` is what each signs in with."""

    world: World
    item: Item
    actors: dict[str, Actor] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    fellows: dict[str, Case] = field(default_factory=dict)
    said: Iterator[int] = field(default_factory=lambda: count(1))

    def everybody(self, case: Case) -> dict[str, Actor]:
        """All who could try a step of the case: officials, whoever asked, and the house itself."""
        return self.actors | {"asker": Actor(0, "来信人", None, asker_of=case.pk), "house": HOUSE}

    def who_may(self, case: Case, step: Step) -> list[str]:
        """Those whom the life cycle lets take the step now."""
        place, taken = places_of([case])[case.pk], taken_of([case])[case.pk]
        judge = case.what.life.judge
        return [
            who
            for who, actor in self.everybody(case).items()
            if judge(step.name, case.stage, actor, place, taken) is Verdict.YES
        ]

    def fittest(self, case: Case, step: Step) -> str:
        """Of those who may take the step one who sees the case and has not acted in it; else any. Empty for nobody."""
        people = self.everybody(case)
        acted = set(case.steps.values_list("person_id", flat=True))
        may = sorted(self.who_may(case, step), key=lambda who: people[who].person_id in acted)
        return next((who for who in may if self.sees(who, case)), may[0] if may else "")

    def sees(self, who: str, case: Case) -> bool:
        """Whether the case is within this person's reach; the house itself needs none."""
        return who == "house" or Case.objects.visible_to(self.everybody(case)[who]).filter(pk=case.pk).exists()

    def prepare(self, case: Case, step: Step) -> None:
        """What others must have done before the step: every unit's part reported, where the step waits for that."""
        if "all_reported" in step.needs:
            case.parts.filter(is_lead=False).update(stage="done")

    def tries(self, case: Case, step: Step) -> Iterator[dict[str, Any]]:
        """Some full sets of answers a step may be given; the usual one first."""
        names = step.asks
        options = [self.options(ANSWERS[name], case.what, case) for name in names]
        for values in islice(product(*options), MOST_TRIES):
            yield {name: self.fresh(name, value) for name, value in zip(names, values, strict=True)}

    def fresh(self, name: str, value: Any) -> Any:
        """Words nobody used before, and a file that was not sent yet; other values as they are."""
        match ANSWERS[name].sort:
            case Sort.TEXT | Sort.LINE:
                return f"{value}第{next(self.said)}次说明情况如下"[: ANSWERS[name].most]
            case Sort.FILES:
                return [stories.photo(f"{name}{next(self.said)}.jpg")]
        return value

    def options(self, answer: Answer, kind: CaseKind, case: Case | None = None) -> list[Any]:
        """What may be answered, the usual first. A new sort of answer must be taught here."""
        today = clock.today()
        orgs, people = self.world.orgs, self.world.people
        match answer.sort:
            case Sort.LINE | Sort.TEXT:
                return [answer.label]
            case Sort.DAY:
                return [today, today + timedelta(days=10)]
            case Sort.MOMENT:
                return [clock.now()]
            case Sort.NUMBER:
                return [min(3, answer.most), 0]
            case Sort.YES:
                return [True]
            case Sort.CHOICE:
                return list(answer.choices)
            case Sort.TYPE:
                return list(kind.types)
            case Sort.SOURCE:
                return list(kind.sources)
            case Sort.UNIT:
                return [orgs[name] for name in (UNITS if not kind.charges else ("discipline",))]
            case Sort.UNITS:
                return [[orgs["health"], orgs["housing"]]]
            case Sort.LEADER:
                return [people["leader"]]
            case Sort.ITEM:
                return [self.item]
            case Sort.REGION:
                return [self.world.regions["town"]]
            case Sort.CASE:
                return [self.another(case)] if case else []
            case Sort.FILES:
                return [None]
            case Sort.SITE:
                return []
        raise AssertionError(f"nobody knows how to answer {answer.sort}")

    def another(self, case: Case) -> Case:
        """Another open case of the same kind and office, opened once and never walked."""
        if case.kind not in self.fellows:
            self.fellows[case.kind] = self.open(case.kind, HOUSE)
        return self.fellows[case.kind]

    def opening(self, kind: CaseKind) -> dict[str, Any]:
        """What opening a case asks and, where it can be answered, offers."""
        given = {}
        for name in kind.fields:
            options = self.options(ANSWERS[name], kind)
            given[name] = self.fresh(name, options[0])
        return given

    def open(self, code: str, actor: Actor) -> Case:
        """A case of this kind at the county's office."""
        return open_case(
            code, self.opening(KINDS[code]), actor, Wish(office=self.world.orgs["office"], inside=True)
        ).case


def gather(world: World) -> Walkers:
    """Seat two of each role and give them an item to speak of."""
    walkers = Walkers(world, an_item(world, a_matter(world, a_programme(world)), due_on=date(2023, 11, 30)))
    place = world.regions["county"]
    world.orgs["discipline"] = Org.objects.create(
        name="县纪委监委", kind="discipline", region=place, region_path=place.path, sort=99
    )
    for org, roles in SEATS.items():
        for role in roles:
            for n in (1, 2):
                _seat(walkers, world.orgs[org], org, role, n)
    world.people["leader"] = Post.objects.filter(role__in=LEADERS).earliest("id").person
    return walkers


def _seat(walkers: Walkers, org: Org, short: str, role: Role, n: int) -> None:
    login = f"{short}.{role}.{n}"
    person = Person.objects.create(name=f"{org.short[:4]}{role.name[:9]}{n}", created_at=NOW)
    post = Post.objects.create(person=person, org=org, title="同志", role=role, since=SINCE)
    account = Account.objects.create(person=person, login=login, must_change_password=False, password="!")
    if role is Role.INSPECTOR:
        until = date(2026, 1, 1)
        PostGrant.objects.create(post=post, region=org.region, since=SINCE, until=until, reason="全年督查")
    walkers.accounts[login] = account
    walkers.actors[login] = actor_for(account, TODAY)
