# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Telling who asked that what a group learned about their question is knowledge now."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from noaber import following, ledger
from noaber.knowledge.models import Lift, Product
from noaber.ledger.models import Entry
from noaber.people.models import Visibility
from noaber.people.region_queries import origin_of
from noaber.projects.asker_tasks import tell_askers
from noaber.projects.followed import told_about
from noaber.questions import work_actions
from noaber.questions.models import Question
from noaber.ui.languages import in_language

if TYPE_CHECKING:
    from noaber.following import Happening


def _there(product: Product) -> str:
    return f"{origin_of(product.home.slug if product.home else '')}{in_language(product.get_absolute_url())}"


# Made when a mail is written: only then is known in which language.
_link = lazy(_there, str)


def _lift(entry: Entry) -> Lift | None:
    """From which insight this product came; only its first version is news to who asked."""
    if entry.data.get("number") != 1:
        return None
    return Lift.objects.filter(ref=entry.ref).select_related("round__project__home").first()


def tell_learned(entry: Entry) -> None:
    """The insight of a group became knowledge: the question leads to it, and who asked is told."""
    lift = _lift(entry)
    product = Product.objects.filter(ref=entry.ref, visibility=Visibility.PUBLIC).select_related("home").first()
    if lift is None or product is None:
        return
    project = lift.round.project
    questions = list(Question.objects.public().filter(projects=project))
    if project.visibility == Visibility.PUBLIC:
        for question in questions:
            page = product.get_absolute_url()
            work_actions.note_learned(question, title=product.title, url=page, by=entry.by, at=entry.at)
    subject = _("Er is kennis gemaakt over je vraag")
    template = "knowledge/mail/asker_learned.txt"
    tell_askers(entry, project, questions, template, subject, product=product, link=_link(product))


def told_to_askers(entries: Sequence[Happening], addresses: Collection[str]) -> set[tuple[int, str]]:
    """Which of these entries go to whom because they asked what the product is about."""
    ours = [entry for entry in entries if entry.kind == Product.KIND and entry.verb == "product.published"]
    lifts = Lift.objects.filter(ref__in=[entry.ref for entry in ours]) if ours else Lift.objects.none()
    came_of = dict(lifts.values_list("ref", "round__project__ref"))
    lifted = [entry.pk for entry in ours if entry.ref in came_of]
    first = set(Entry.objects.filter(pk__in=lifted, data__number=1).values_list("pk", flat=True)) if lifted else set()
    return told_about([(entry, came_of[entry.ref]) for entry in ours if entry.pk in first], addresses)


def register() -> None:
    """Follow up what is published."""
    ledger.on("product.published", tell_learned)
    following.told_elsewhere("knowledge", told_to_askers)
