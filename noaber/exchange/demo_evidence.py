# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What made-up pieces of the demo network rest on, labelled as examples; through the same actions as real ones."""

from __future__ import annotations

import datetime as dt
from typing import Any

import yaml
from django.db import transaction

from noaber.base import clock
from noaber.exchange.demo import FOLDER
from noaber.knowledge import (
    draft_actions,
    element_actions,
    evidence_actions,
    review_actions,
    scale_actions,
    worksheet_actions,
)
from noaber.knowledge.evidence_models import RestsOn
from noaber.knowledge.models import Lift, Product
from noaber.people import actions as people
from noaber.people.models import Person, Role, Werkplaats
from noaber.people.queries import coordinators_of
from noaber.projects.models import Project


def load_evidence(*, at: dt.datetime) -> None:
    """Every example piece with what it rests on; one that has something already stays as it is."""
    for row in yaml.safe_load((FOLDER / "evidence.yaml").read_text("utf-8")):
        with transaction.atomic():
            product = Product.objects.filter(title=row["title"], example=True).select_related("home").first()
            product = product or (_written(row, at) if "facts" in row else None)
            if product is not None and product.home is not None and not product.basis:
                _rest(product, row, coordinators_of(product.home, clock.day(at)).first(), at - dt.timedelta(days=2))


def _written(row: dict[str, Any], at: dt.datetime) -> Product | None:
    """A piece that somebody wrote and a coordinator looked at."""
    home, began = Werkplaats.objects.get(slug=row["werkplaats"]), at - dt.timedelta(days=20)
    coordinator = coordinators_of(home, clock.day(began)).first()
    if coordinator is None:
        return None
    writer = people.record_person(name="Voorbeeldschrijver", perspective="professional", by=None, at=began)
    since = clock.day(began - dt.timedelta(days=1))
    people.assign_role(writer, werkplaats=home, role=Role.Kind.RESEARCHER, from_on=since, by=None, at=began)
    version = draft_actions.start(row["title"], home=home, type=row["type"], example=True, by=writer, at=began)
    facts = {**version.facts, **row["facts"], "review_on": clock.day(at + dt.timedelta(days=300)).isoformat()}
    version = draft_actions.save_draft(version, facts=facts, seen=version.saved, by=writer, at=began)
    version = review_actions.ask_review(version, text="", by=writer, at=began)
    return review_actions.publish(version, by=coordinator, at=at - dt.timedelta(days=14))


def _rest(product: Product, row: dict[str, Any], by: Person | None, at: dt.datetime) -> None:
    """What it rests on, its elements, and how far it is then."""
    if by is None:
        return
    items = [evidence_actions.add(product, facts=_facts(product, told), by=by, at=at) for told in row["evidence"]]
    for told in row["elements"]:
        said_by = [items[place].pk for place in told["evidence"]]
        use = element_actions.attach(product, wording=told["wording"], why=told["why"], evidence=said_by, by=by, at=at)
        if "explanation" in told and not use.element.explanation:
            element_actions.explain(use.element, explanation=told["explanation"], seen="", by=by, at=at)
    scale_actions.set_scale(product, scale=row["scale"], by=by, at=at)
    for heading, text in row.get("worksheet", {}).items():
        worksheet_actions.save_text(product, heading=heading, text=text, seen=0, by=by, at=at)


def _facts(product: Product, told: dict[str, Any]) -> dict[str, Any]:
    """What the book says, with the piece or the project that it points at."""
    facts = {name: value for name, value in told.items() if name not in ("ref", "from_project")}
    if "ref" in told:
        facts["other"] = Product.objects.filter(ref=told["ref"]).first()
        facts["title"] = facts["other"].title if facts["other"] else ""
    if told.get("from_project"):
        lift = Lift.objects.filter(ref=product.ref).select_related("round__project").first()
        project: Project | None = lift.round.project if lift else None
        facts |= {"rests_on": RestsOn.PROJECT, "project": project, "title": project.title if project else ""}
    return facts
