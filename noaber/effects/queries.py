# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers about uses: for the page of a product, lists, and who stands upstream of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Window
from django.urls import reverse

from noaber import effects
from noaber.base.paging import Page, paginate
from noaber.effects import Result
from noaber.effects.models import Setting, Use
from noaber.knowledge import Used
from noaber.knowledge.models import Lift, Product, VersionState
from noaber.knowledge.queries import SEARCH_KINDS
from noaber.people.models import AnyPerson, Person, Perspective
from noaber.people.queries import werkplaats_names
from noaber.questions.models import AnswerLink, Question

LATEST = 3
A_PAGE = 20


class UsesOfProducts:
    """What people did with a product, as `knowledge.used_by` wants to know it."""

    def of(self, product: Product) -> Used:
        """The latest few and how many there are; one query."""
        rows = Use.objects.public().filter(product=product).select_related("home")
        latest = list(rows.annotate(number=Window(Count("pk"))).order_by("-public_at", "-pk")[:LATEST])
        return Used(
            total=getattr(latest[0], "number", 0) if latest else 0,
            rows=latest,
            every=reverse("use_product", args=[product.slug]),
            tell=reverse("use_new", args=[product.slug]),
        )


@dataclass(frozen=True, slots=True)
class Filter:
    """Which uses a list shows; empty fields do not narrow."""

    werkplaats: str = ""
    perspectief: str = ""
    soort: str = ""
    plek: str = ""
    aangepast: str = ""

    def query(self) -> dict[str, str]:
        """The filter as parts of an address."""
        named = {name: getattr(self, name) for name in self.__slots__}
        return {name: value for name, value in named.items() if value}


def listed(wanted: Filter) -> QuerySet[Use]:
    """Public uses, the newest first."""
    found = Use.objects.public()
    if wanted.werkplaats:
        found = found.filter(home__slug=wanted.werkplaats)
    if wanted.perspectief in Perspective.values:
        found = found.filter(perspective=wanted.perspectief)
    if wanted.soort in Product.Type.values:
        found = found.filter(product__type=wanted.soort)
    if wanted.plek in Setting.values:
        found = found.filter(setting=wanted.plek)
    if wanted.aangepast in ("ja", "nee"):
        found = found.filter(adapted=wanted.aangepast == "ja")
    return found.select_related("product", "home").order_by("-public_at", "-pk")


def page_of(found: QuerySet[Use], number: int) -> Page:
    """A page of these uses."""
    return paginate(found, number, A_PAGE)


def choices() -> Mapping[str, Sequence[tuple[str, Any]]]:
    """What each filter of the list offers: value and label."""
    used = set(Use.objects.public().order_by().values_list("home__slug", flat=True).distinct())
    names = sorted(werkplaats_names().items(), key=lambda one: one[1].casefold())
    return {
        "werkplaats": [(slug, name) for slug, name in names if slug in used],
        "perspectief": Perspective.choices,
        "soort": Product.Type.choices,
        "plek": Setting.choices,
    }


def find(slug: str, person: AnyPerson) -> Use | None:
    """The use at an address, when this person may see it: everybody what is public, its editors what waits."""
    rows = Use.objects.select_related("product__home", "home", "organisation", "person")
    found = rows.public().filter(slug=slug).first()
    return found or rows.on_desk_of(person).filter(slug=slug).exclude(state="unconfirmed").first()


def questions_behind(product: Product) -> list[Question]:
    """The public questions upstream of a product: those it answered, and those of the group that learned it."""
    lifts = Lift.objects.filter(ref=product.ref).values("round__project")
    keys = [f"{kind}:{product.ref}" for kind in SEARCH_KINDS]
    answers = AnswerLink.objects.filter(document__in=keys).values("answer__question")
    found = Question.objects.public().filter(Q(projects__in=lifts) | Q(pk__in=answers)).order_by("pk").distinct()
    roots = Question.objects.public().filter(ref__in=[question.root_ref for question in found])
    return list(roots.select_related("home").order_by("pk"))


def writers_of(product: Product) -> list[Person]:
    """Who wrote a published version of a product, and can be mailed."""
    written = Q(written_versions__ref=product.ref, written_versions__state=VersionState.PUBLISHED)
    return list(Person.objects.filter(written, is_active=True, email__isnull=False).order_by("pk").distinct())


def from_uses(product: Product) -> QuerySet[Use]:
    """The public uses of a product, the newest first."""
    return Use.objects.public().filter(product=product).select_related("home").order_by(F("public_at").desc(), "-pk")


def measured(about: str, person: AnyPerson) -> list[tuple[str, Sequence[Result]]]:
    """What every room with instruments measured of a thing, under the name of its instruments."""
    return [(str(source.label), source.of(about, person)) for source in effects.RESULTS]
