# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which lists can be followed by mail, and what each of them asks of the search."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from noaber import search
from noaber.knowledge.models import Product
from noaber.questions.models import State
from noaber.search import SearchRequest, Watchable, listing
from noaber.search.thesaurus_queries import under
from noaber.site.forms import FindForm

Chosen = Mapping[str, str]
LIST_NAMES = ("q", *listing.FILTERS, "periode")
FIND_NAMES = ("q", "soort", "werkplaats", "thema", "kwaliteit", "perspectief", "jaar", "periode")
QUESTION_NAMES = ("werkplaats", "thema", "status", "perspectief", "jaar")
LISTS: tuple[tuple[str, Any, tuple[str, ...], Mapping[str, Any]], ...] = (
    ("product_list", _("Kennis"), ("product", "method", "dossier"), dict(Product.Type.choices)),
    ("project_list", _("Leertrajecten"), ("project",), {}),
    ("meeting_list", _("Bijeenkomsten"), ("meeting",), {}),
    ("news_list", _("Nieuws"), ("news",), {}),
    ("dossier_list", _("Dossiers"), ("dossier",), {}),
)


def register() -> None:
    """Make the lists known to the search."""
    for name, label, kinds, types in LISTS:
        search.watchable(name, Watchable(label, LIST_NAMES, _reader(kinds), _address(name), types))
    search.watchable("find", Watchable("", FIND_NAMES, _find, _address("find")))
    states = {str(value): label for value, label in State.choices}
    search.watchable(
        "question_list", Watchable(_("Vragen"), QUESTION_NAMES, _questions, _address("question_list"), states)
    )
    search.watchable("theme_detail", Watchable("", ("thema", "werkplaats"), _theme, _theme_address))


def _reader(kinds: Sequence[str]) -> Callable[[Chosen], SearchRequest]:
    return lambda chosen: listing.wanted(kinds, chosen)


def _address(name: str) -> Callable[[Chosen], str]:
    return lambda chosen: reverse(name) + (f"?{urlencode(chosen)}" if chosen else "")


def _find(chosen: Chosen) -> SearchRequest:
    return FindForm.of(chosen).search(("public",), most=0, each=0)


def _questions(chosen: Chosen) -> SearchRequest:
    state = chosen.get("status", "")
    found = listing.wanted(("question",), {name: value for name, value in chosen.items() if name != "status"})
    return SearchRequest(**vars(found) | {"state": state if state in State.values else ""})


def _theme(chosen: Chosen) -> SearchRequest:
    """A theme with everything under it, as the thesaurus is by then."""
    return SearchRequest(themes=under(chosen.get("thema", "")), werkplaats=chosen.get("werkplaats", ""))


def _theme_address(chosen: Chosen) -> str:
    others = {name: value for name, value in chosen.items() if name != "thema"}
    return reverse("theme_detail", args=[chosen["thema"]]) + (f"?{urlencode(others)}" if others else "")
