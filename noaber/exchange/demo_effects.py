# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Made-up uses, stories and changes in the demo network, labelled as examples; through the actions of real ones."""

from __future__ import annotations

import datetime as dt
from typing import Any

import yaml
from django.db import transaction
from django.db.models import Q

from noaber.base import clock
from noaber.effects import msc_actions, story_actions, telling_actions, use_actions
from noaber.effects.models import Use
from noaber.effects.msc_models import MscRound, MscState
from noaber.effects.story_models import Change, Story
from noaber.exchange.demo import FOLDER
from noaber.knowledge.models import Product
from noaber.people.models import Person, Werkplaats
from noaber.people.queries import coordinators_of
from noaber.projects.models import Project
from noaber.questions.actions import ask, confirm_asked
from noaber.questions.models import Question

FACTS = ("who", "place", "setting", "perspective", "happened")


def load_effects(*, by: Person | None, at: dt.datetime) -> None:
    """Every example use; one that is there already stays as it is."""
    known = set(Use.objects.filter(example=True).values_list("submission", flat=True))
    for row in yaml.safe_load((FOLDER / "effects.yaml").read_text("utf-8")):
        if row["id"] not in known:
            with transaction.atomic():
                _use(row, at)


def load_stories(*, by: Person | None, at: dt.datetime) -> None:
    """Every example story and change; one that is there already stays as it is."""
    known = {*Story.objects.values_list("submission", flat=True), *Change.objects.values_list("submission", flat=True)}
    for name, load in (("stories", _story), ("changes", _change)):
        for row in yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8")):
            if row["id"] not in known:
                with transaction.atomic():
                    load(row, at)


def load_next_questions(*, by: Person | None, at: dt.datetime) -> None:
    """Every example question that came of a use, so that the loop comes round; one that is there stays as it is."""
    known = set(Question.objects.filter(example=True).values_list("submission", flat=True))
    for row in yaml.safe_load((FOLDER / "next_questions.yaml").read_text("utf-8")):
        use = Use.objects.public().filter(submission=row["use"]).first()
        if use is not None and row["id"] not in known:
            with transaction.atomic():
                _next_question(row, use, at + dt.timedelta(days=row["day"]))


def _next_question(row: dict[str, Any], use: Use, at: dt.datetime) -> None:
    question = ask(
        title=row["title"], text=row["text"], perspective=row["perspective"], place=row["place"],
        home=Werkplaats.objects.filter(slug=row["home"]).first(), themes=use.product.themes.all()[:2],
        email=f"{row['id']}@noaber.example", origin=f"{Use.KIND}:{use.ref}", submission=row["id"], example=True,
        by=None, at=at,
    )  # fmt: skip
    confirm_asked(question, by=None, at=at)


def load_rounds(*, by: Person | None, at: dt.datetime) -> None:
    """Every example round of stories, from its opening to what was chosen; one that is there already stays as it is."""
    for row in yaml.safe_load((FOLDER / "story_rounds.yaml").read_text("utf-8")):
        if not MscRound.objects.filter(submission=row["id"]).exists():
            with transaction.atomic():
                _round(row, at)


def _round(row: dict[str, Any], at: dt.datetime) -> None:
    home, moment = Werkplaats.objects.get(slug=row["werkplaats"]), at + dt.timedelta(days=row["day"])
    lead = coordinators_of(home, clock.day(moment)).order_by("pk").first()
    days = {name: clock.day(at + dt.timedelta(days=row[f"{name}_day"])) for name in ("from", "until")}
    round = msc_actions.open_round(
        title=row["title"], text=row["text"], home=home, domains=[one["title"] for one in row["domains"]],
        project=Project.objects.filter(submission=row["project"]).first(), from_on=days["from"],
        until_on=days["until"], submission=row["id"], example=True, by=lead, at=moment,
    )  # fmt: skip
    panel = {f"{row['id']}.{who}@noaber.example": who for who in row["panel"]}
    people = {one.perspective: one for one in msc_actions.ask_panel(round, panel=panel, by=lead, at=moment)}
    domains = list(zip(round.domains.order_by("number"), row["domains"], strict=True))
    for domain, told in domains:
        for story in Story.objects.filter(submission__in=told["stories"]):
            msc_actions.gather(round, story=story, domain=domain, by=lead, at=moment)
    round = msc_actions.move(round, to=MscState.CHOOSING, by=lead, at=moment)
    for domain, told in domains:
        for one in told["chosen"]:
            story = Story.objects.get(submission=one["story"])
            who = people[one["by"]]
            msc_actions.choose(who, domain=domain, story=story, reason=one["reason"], by=None, at=moment)
    msc_actions.move(round, to=MscState.CLOSED, by=lead, at=moment)


def _about(row: dict[str, Any]) -> str:
    told = row["about"]
    if told["kind"] == Product.KIND:
        return f"{Product.KIND}:{told['ref']}"
    project = Project.objects.filter(submission=told["submission"]).first()
    return f"{Project.KIND}:{project.ref}" if project else ""


def _story(row: dict[str, Any], at: dt.datetime) -> None:
    moment = at + dt.timedelta(days=row["day"])
    story = story_actions.tell_story(
        title=row["title"], told={name: row[name] for name in Story.TEXTS if name in row}, consent=True,
        perspective=row["perspective"], place=row["place"], about=_about(row), email=f"{row['id']}@noaber.example",
        submission=row["id"], example=True, by=None, at=moment,
    )  # fmt: skip
    telling_actions.erase_address(telling_actions.confirm(story, by=None, at=moment), by=None, at=at)


def _change(row: dict[str, Any], at: dt.datetime) -> None:
    moment, said = at + dt.timedelta(days=row["day"]), row["said"]
    facts = {name: row[name] for name in ("who", "what", "place", "significance", "contribution", "perspective")}
    change = story_actions.tell_change(
        changed_on=_month(clock.day(moment), row["months_ago"]), about=_about(row), email=f"{row['id']}@noaber.example",
        submission=row["id"], example=True, by=None, at=moment, **facts,
    )  # fmt: skip
    change = telling_actions.confirm(change, by=None, at=moment)
    asked = story_actions.ask_whether(change, email=f"zag.{row['id']}@noaber.example", by=None, at=moment)
    story_actions.substantiate(asked, **said, by=None, at=moment + dt.timedelta(days=2))
    telling_actions.erase_address(change, by=None, at=at)


def _use(row: dict[str, Any], at: dt.datetime) -> None:
    product = Product.objects.filter(Q(ref=row["product"]) | Q(title=row["product"])).order_by("pk").first()
    if product is None:
        return
    told_at = at + dt.timedelta(days=row["day"])
    use = use_actions.apply(
        product, used_on=_month(clock.day(told_at), row["months_ago"] - round(-row["day"] / 30)),
        adapted="how" in row, how=row.get("how", ""), submission=row["id"], example=True, by=None, at=told_at,
        email=f"{row['id']}@noaber.example", **{name: row[name] for name in FACTS},
    )  # fmt: skip
    use = telling_actions.confirm(use, by=None, at=told_at)
    if after := row.get("after"):
        moment = at + dt.timedelta(days=after["day"])
        use = use_actions.tell_after(use, still=after["still"], text=after["text"], by=None, at=moment)
    telling_actions.erase_address(use, by=None, at=at)


def _month(day: dt.date, back: int) -> dt.date:
    """The first day of the month so many months earlier."""
    months = day.year * 12 + day.month - 1 - max(0, back)
    return dt.date(months // 12, months % 12 + 1, 1)
