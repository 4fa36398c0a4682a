# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""From an item to a row, and from a row to what it is linked with; the actions of this room share this."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from noaber.base.refs import slug_for
from noaber.exchange import format as exchange
from noaber.exchange.format import Item
from noaber.exchange.queries import Known
from noaber.exchange.rests_format import told_of_rests
from noaber.people.models import Described


def link_all(model: type[Described], items: Mapping[int, Item], known: Known) -> None:
    """Which werkplaatsen show it, what it is about and whose it is."""
    organisations = {
        key: [known.organisations.get(name.strip().lower()) for name in item.fields["organisation_names"]]
        for key, item in items.items()
    }
    _link(model, "shown_by", "werkplaats", {key: _others(item, known) for key, item in items.items()})
    _link(model, "themes", "concept", {k: [known.themes.get(slug) for slug in i.themes] for k, i in items.items()})
    _link(model, "organisations", "organisation", organisations)


def row_of(model: type[Described], item: Item, known: Known, at: dt.datetime) -> Described:
    """An item as a row of its model, unsaved."""
    slugs = [slug for slug in item.werkplaatsen if slug in known.werkplaatsen]
    canonical = slugs[:1] + sorted(set(slugs[1:]) - set(slugs[:1]))
    themes = sorted({slug for slug in item.themes if slug in known.themes})
    own = exchange.written(item.kind, item.ref, item.fields, canonical, themes)
    told = told_of_rests(item.record) if item.kind == "product" else []
    record = {name: value for name, value in item.record.items() if name not in told}
    return model(
        **item.fields,
        ref=item.ref,
        slug=slug_for(item.fields["title"], item.ref),
        home_id=known.werkplaatsen[slugs[0]] if slugs else None,
        extra=exchange.leftover(record, own),
        fingerprint=item.fingerprint,
        created_at=at,
        updated_at=at,
    )


def _others(item: Item, known: Known) -> list[int]:
    slugs = [slug for slug in item.werkplaatsen if slug in known.werkplaatsen]
    return [known.werkplaatsen[slug] for slug in slugs[1:] if slug != slugs[0]]


def _link(model: type[Described], name: str, other: str, wanted: Mapping[int, Sequence[int | None]]) -> None:
    through = model._meta.get_field(name).remote_field.through  # type: ignore[union-attr]
    mine = str(model._meta.model_name)
    # A model that points at its own kind has two columns of the same name.
    mine, other = ("from_organisation", "to_organisation") if mine == other else (mine, other)
    through._default_manager.filter(**{f"{mine}__in": list(wanted)}).delete()
    rows = [
        through(**{f"{mine}_id": key, f"{other}_id": one})
        for key, ones in wanted.items()
        for one in dict.fromkeys(ones)
        if one is not None and not (name == "organisations" and mine.startswith("from_") and one == key)
    ]
    through._default_manager.bulk_create(rows, ignore_conflicts=True, batch_size=1000)


def search_kind(kind: str, of_type: str) -> str:
    """As what the search knows a thing of this type."""
    return of_type if of_type in ("method", "dossier") else kind
