# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What knowledge made of the insights of projects, as `projects.yields` wants to know it."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from noaber.knowledge import policies
from noaber.knowledge.models import Lift, Product, Version
from noaber.people.models import AnyPerson, Person
from noaber.projects import Yield
from noaber.projects.models import LearningRound, Project


class KnowledgeYields:
    """Products that began as an insight; a draft is shown only to who may work on it."""

    def of(self, project: Project, person: AnyPerson) -> Mapping[int, list[Yield]]:
        """What came of the rounds of a project, by round; one query."""
        product = Product.objects.visible_to(person).filter(ref=OuterRef("ref"))
        lifts = Lift.objects.filter(round__project=project).annotate(
            slug=Subquery(product.values("slug")[:1]), title=Subquery(product.values("title")[:1])
        )
        if isinstance(person, Person):
            drafts = Version.objects.workable_by(person).filter(ref=OuterRef("ref"))
            lifts = lifts.annotate(draft=Subquery(drafts.order_by("-pk").values("pk")[:1]))
        found: dict[int, list[Yield]] = {}
        for lift in lifts:
            if lift.slug:
                found[lift.round_id] = [Yield(lift.title, reverse("product_detail", args=[lift.slug]), _("Kennis"))]
            elif draft := getattr(lift, "draft", None):
                found[lift.round_id] = [Yield(_("het concept"), reverse("draft_detail", args=[draft]), _("In de maak"))]
        return found

    def offer(self, round: LearningRound, person: AnyPerson) -> str:
        """Where this person makes knowledge of an insight that nobody did that with yet."""
        if Lift.objects.filter(round=round).exists() or not policies.may_lift(person, round):
            return ""
        return reverse("draft_lift", args=[round.project.slug, round.number])
