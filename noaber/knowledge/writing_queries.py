# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What writers and editors see: drafts, the conversation, versions and what is different in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from noaber.base.memo import remembered
from noaber.knowledge.facts import LABELS
from noaber.knowledge.models import Product, Remark, Version, VersionFile, VersionState
from noaber.knowledge.modules import in_words
from noaber.knowledge.prose import difference
from noaber.moderation.queries import Judges, judges_of
from noaber.people.models import AnyPerson, Organisation, Person, Perspective, Visibility, Werkplaats
from noaber.people.queries import roles_of, theme_labels, werkplaatsen
from noaber.ui.formats import date_nl, size

MOST_LISTED = 200


def homes_of(person: AnyPerson) -> QuerySet[Werkplaats]:
    """The werkplaatsen for which a person can write."""
    if isinstance(person, Person) and person.is_superuser:
        return werkplaatsen(national=True)
    return werkplaatsen(national=True).filter(pk__in=roles_of(person).values("werkplaats"))


@remembered(seconds=5)
def organisation_titles() -> dict[str, str]:
    """The public organisations by slug, by name; at most some seconds old."""
    rows = Organisation.objects.filter(visibility=Visibility.PUBLIC).order_by("title")
    return dict(rows.values_list("slug", "title"))


def drafts_of(person: AnyPerson) -> list[Version]:
    """What is being written in the werkplaatsen of a person, last changed first."""
    rows = Version.objects.workable_by(person).select_related("home", "product", "changed_by")
    return list(rows.prefetch_related("home__names", "writers")[:MOST_LISTED])


def readable_versions(product: Product, person: AnyPerson) -> QuerySet[Version]:
    """The lasting versions of a product; one that was for members only stays so when a later one is for everybody."""
    rows = product.versions.filter(state=VersionState.PUBLISHED)
    inside = isinstance(person, Person) and (
        person.is_superuser or roles_of(person).filter(werkplaats=product.home_id).exists()
    )
    return rows if inside else rows.filter(facts__visibility=Visibility.PUBLIC)


def published_of(product: Product, person: AnyPerson) -> list[Version]:
    """The versions of a product that this person may read, newest first."""
    return list(readable_versions(product, person).order_by("-number").defer("facts"))


def attached_to(version: Version) -> list[VersionFile]:
    """The files of a version, each with what the version says of it."""
    return list(version.attached.select_related("file").defer("file__text"))


def conversation(version: Version) -> list[Remark]:
    """What was said about a version, oldest first."""
    return list(version.remarks.select_related("by", "outside"))


def editors_of(version: Version) -> Judges:
    """Who is asked to look at a version: who edits its home, without its writers; otherwise who keeps the platform."""
    return judges_of(version.home, version.writers.values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class Change:
    """One field of two versions, with what went and what came."""

    name: str
    label: str
    html: Markup


def differences(before: Version, after: Version, files: Iterable[VersionFile]) -> list[Change]:
    """Everything that is different between two versions: the fields, and the files (`files` are those of `after`)."""
    return changes(before.facts, after.facts) + file_changes(attached_to(before), files)


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """What is different between two versions, in the order of the form."""
    found = []
    for name, label in LABELS.items():
        old, new = shown(name, before.get(name)), shown(name, after.get(name))
        if old != new:
            found.append(Change(name, str(label), difference(old, new)))
    return found


def file_changes(before: Iterable[VersionFile], after: Iterable[VersionFile]) -> list[Change]:
    """Which files came, went or became others between two versions, in words."""
    old, new = ({row.file.name: row for row in rows} for rows in (before, after))
    lines = [line for name in sorted({*old, *new}) for line in _file_lines(old.get(name), new.get(name))]
    return [Change("files", _("Bestanden"), Markup("<br>").join(lines))] if lines else []


def _file_lines(old: VersionFile | None, new: VersionFile | None) -> Iterator[Markup]:
    """What happened to the file of one name: with its size, and with what is said of it now."""
    if old is None or new is None:
        row, words = (new, _("Erbij: %(file)s")) if old is None else (old, _("Weg: %(file)s"))
        assert row is not None
        yield Markup("<{0}>{1}</{0}>").format("del" if new is None else "ins", words % {"file": _named(row)})
        return
    if old.file_id != new.file_id:
        sizes = {"name": new.file.name, "was": size(old.file.size), "now": size(new.file.size)}
        yield escape(_("Vervangen: %(name)s (was %(was)s, nu %(now)s)") % sizes)
    if old.description != new.description:
        yield (
            escape(_("Wat er staat in %(name)s:") % {"name": new.file.name})
            + " "
            + difference(old.description, new.description)
        )


def _named(row: VersionFile) -> str:
    told = f"{row.file.name} ({size(row.file.size)})"
    return f"{told}: {row.description}" if row.description else told


def shown(name: str, value: Any) -> str:
    """A value in words."""
    if not value:
        return ""
    if name == "themes":
        words = theme_labels(gone=True)
        return ", ".join(words.get(slug, slug) for slug in value)
    if name == "organisations":
        titles = organisation_titles()
        return ", ".join(titles.get(slug, slug) for slug in value)
    if name == "authors":
        labels = dict(Perspective.choices)
        return "\n".join(f"{who} ({labels[seen]})" if seen in labels else who for who, seen in value)
    if name == "module":
        return in_words(value)
    if name == "type":
        return str(dict(Product.Type.choices).get(value, value))
    if name == "visibility":
        return str(dict(Visibility.choices).get(value, value))
    return date_nl(value) if name == "review_on" else str(value)
