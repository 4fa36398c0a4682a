# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Made-up learning projects of the demo network, labelled as examples; through the same actions as real groups."""

from __future__ import annotations

import datetime as dt
from typing import Any

import yaml
from django.db import transaction
from django.utils import timezone

from noaber.agenda.decision_models import AgendaItem
from noaber.base import clock
from noaber.exchange.demo import FOLDER
from noaber.knowledge import draft_actions, lift_actions, review_actions
from noaber.people.actions import assign_role, record_person
from noaber.people.models import Concept, Person, Role, Werkplaats
from noaber.people.queries import coordinators_of, roles_of
from noaber.projects import actions, embedding_actions, log_actions, plan_actions, round_actions, team_actions
from noaber.projects.models import Contribution, LearningRound, Phase, PlanItem, Project, Session
from noaber.questions.models import Question

ROUND = (*("question", "action", "happened", "insight", "next_action"), "shook", "resident", "turn", "public")


def load_learning(*, at: dt.datetime) -> None:
    """Every example group with what it did; one that is there already stays as it is."""
    for row in yaml.safe_load((FOLDER / "learning.yaml").read_text("utf-8")):
        if not Project.objects.filter(submission=row["id"]).exists():
            with transaction.atomic():
                Group(row, at).load()


class Group:
    """One example group, from its start until today."""

    def __init__(self, row: dict[str, Any], at: dt.datetime) -> None:
        self.row, self.at = row, at
        self.home = Werkplaats.objects.get(slug=row["werkplaats"])
        self.lead = self._lead()
        self.project = self._started()

    def load(self) -> None:
        """Everything after the start, in the order in which it happened."""
        people = self._people()
        items = [self._planned(told) for told in self.row["plan"]]
        for told in self.row["sessions"]:
            self._session(told)
        for told in self.row["contributions"]:
            facts = {"organisation_name": told["organisation"], **told}
            facts.pop("organisation")
            began = self.when(self.row["day"])
            plan_actions.keep(self.project, model=Contribution, facts=facts, by=self.lead, at=began)
        for told in self.row["rounds"]:
            self._round(told, items)
        for told in self.row["log"]:
            by = people.get(told.get("by", ""), self.lead)
            moment = self.when(told["day"], 16)
            log_actions.write(self.project, text=told["text"], public=told["public"], by=by, at=moment)
        self._to_phase()
        if told := self.row.get("lift"):
            self._lift(told)

    def when(self, day: int, hour: int = 10) -> dt.datetime:
        """The moment so many days from now."""
        moment = timezone.localtime(self.at) + dt.timedelta(days=day)
        return moment.replace(hour=hour, minute=0, second=0, microsecond=0)

    def day(self, told: dict[str, Any], name: str) -> dt.date | None:
        """A day of the plan."""
        return clock.day(self.when(told[name])) if name in told else None

    def _lead(self) -> Person:
        """The example researcher, or one made for this group; with a task from before it began."""
        began = self.when(self.row["day"])
        known = Person.objects.filter(email=f"{self.row.get('lead', '')}@noaber.example").first()
        if known is not None and roles_of(known, clock.day(began)).filter(werkplaats=self.home).exists():
            return known
        coordinator = coordinators_of(self.home, clock.day(began)).first()
        if coordinator is not None:
            return coordinator
        person = record_person(name="Voorbeeldonderzoeker", perspective="research", by=None, at=began)
        assign_role(
            person, werkplaats=self.home, role=Role.Kind.RESEARCHER, from_on=clock.day(began), by=None, at=began
        )
        return person

    def _started(self) -> Project:
        row, ends = self.row, self.day(self.row, "ends_day")
        began = self.when(row["day"])
        told = {name: row[name] for name in ("label", "method", "summary")}
        project = actions.start(
            row["title"], home=self.home, lead_perspective=row["lead_as"]["perspective"], text=row.get("text", ""),
            agenda_items=AgendaItem.objects.filter(title__in=row.get("agenda", ()), home=self.home),
            questions=Question.objects.filter(submission__in=row["questions"]),
            themes=Concept.objects.filter(slug__in=row["themes"]), submission=row["id"], example=True,
            starts_on=clock.day(began), ends_on=ends, by=self.lead, at=began, **told,
        )  # fmt: skip
        mine = {name: value for name, value in row["lead_as"].items() if name != "organisation"}
        mine["organisation_name"] = row["lead_as"].get("organisation", "")
        team_actions.change_part(project.members.get(person=self.lead), by=self.lead, at=began, **mine)
        return project

    def _people(self) -> dict[str, Person]:
        began, found = self.when(self.row["day"] + 2), {self.row.get("lead", ""): self.lead}
        for one in self.row["people"]:
            invited = team_actions.invite(
                self.project, mail=f"{one['mail']}@noaber.example", perspective=one["perspective"], name=one["name"],
                role=one.get("role", "participant"), organisation_name=one.get("organisation", ""), by=self.lead,
                at=began,
            )  # fmt: skip
            member = team_actions.accept_invitation(invited, name=one["name"], shown=one["shown"], by=None, at=began)
            assert member.person is not None
            found[one["mail"]] = member.person
        return found

    def _planned(self, told: dict[str, Any]) -> PlanItem:
        facts: dict[str, Any] = {name: value for name, value in told.items() if name in ("sort", "text", "answer")}
        days = {"from_on": "from", "until_on": "until", "done_on": "done"}
        facts |= {field: self.day(told, name) for field, name in days.items()}
        began = self.when(self.row["day"] + 5)
        kept = plan_actions.keep(self.project, model=PlanItem, facts=facts, by=self.lead, at=began)
        assert isinstance(kept, PlanItem)
        return kept

    def _session(self, told: dict[str, Any]) -> None:
        hour, minute = (int(part) for part in told["at"].split(":"))
        starts = self.when(told["day"], hour).replace(minute=minute)
        facts = {name: told[name] for name in ("title", "place", "public")}
        facts |= {"starts_at": starts, "ends_at": starts + dt.timedelta(hours=told["hours"])}
        began = self.when(self.row["day"] + 5)
        plan_actions.keep(self.project, model=Session, facts=facts, by=self.lead, at=began)

    def _round(self, told: dict[str, Any], items: list[PlanItem]) -> LearningRound:
        facts = {name: told[name] for name in ROUND if name in told}
        if "about" in told:
            facts["about"] = items[told["about"]]
        round = round_actions.begin(self.project, facts=facts, by=self.lead, at=self.when(told["day"]))
        if "finished" in told:
            round = round_actions.finish(round, by=self.lead, at=self.when(told["finished"]))
        return round

    def _lift(self, told: dict[str, Any]) -> None:
        """An insight that became knowledge: written by who leads, looked at and published by a coordinator."""
        round, at = self.project.rounds.get(number=told["round"]), self.when(-14)
        version = lift_actions.from_insight(round, title=told["title"], type=told["type"], by=self.lead, at=at)
        facts = {**version.facts, **told["facts"], "review_on": clock.day(self.when(351)).isoformat()}
        version = draft_actions.save_draft(version, facts=facts, seen=version.saved, by=self.lead, at=at)
        version = review_actions.ask_review(version, text="", by=self.lead, at=at)
        review_actions.publish(version, by=coordinators_of(self.home, clock.day(at)).first(), at=self.when(-9))

    def _to_phase(self) -> None:
        order, row = list(Phase), self.row
        until = order.index(Phase(row["phase"]))
        first, last = row["day"], row.get("finished_day", -5)
        if told := row.get("embedding"):
            embedding_actions.plan(
                self.project, owner_name=told["owner"], owner_mail=f"{told['mail']}@noaber.example",
                place=told["place"], where=told["where"], look_again_on=clock.day(self.when(told["day"])), by=self.lead,
                at=self.when(last),
            )  # fmt: skip
        for step, (before, after) in enumerate(zip(order[:until], order[1 : until + 1], strict=True), 1):
            moment = self.when(first + (last - first) * step // until)
            actions.move_phase(self.project, to=after, seen=before, by=self.lead, at=moment)
        if told:
            check = embedding_actions.ask_owner(self.project.embedding_plan, by=None, at=self.when(told["day"]))
            assert check is not None
            embedding_actions.note_unanswered(check, by=None, at=self.when(told["day"] + 31))
