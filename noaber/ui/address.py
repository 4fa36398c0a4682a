# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Query strings of filters and pages: change one thing, keep the rest."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, quote_plus, urlencode

from django.utils.datastructures import MultiValueDict


def query_with(query: Any = None, **changes: Any) -> str:
    """`?a=1&b=2` with the changes applied; None or '' removes a name. Any change but `page` starts at page 1."""
    return _changed(tuple(_pairs(query)), tuple(changes.items()))


def choosing(query: Any, name: str) -> tuple[str, str]:
    """For the choices of one filter: the query string without it, and what a choice's own value is written after."""
    without = _changed(tuple(_pairs(query)), ((name, None),))
    return without, f"{without}{'&' if len(without) > 1 else ''}{quote_plus(name)}="


@lru_cache(maxsize=4_000)
def _changed(pairs: tuple[tuple[str, str], ...], changes: tuple[tuple[str, Any], ...]) -> str:
    gone = {"page", *(name for name, _value in changes)}
    kept = [(name, value) for name, value in pairs if name not in gone]
    kept += [(name, str(value)) for name, value in changes if value not in (None, "")]
    return "?" + urlencode(kept)


def hidden_pairs(query: Any, *without: str) -> list[tuple[str, str]]:
    """The (name, value) pairs that a GET form must carry along."""
    return [(name, value) for name, value in _pairs(query) if name not in without and value]


def _pairs(query: Any) -> list[tuple[str, str]]:
    if not query:
        return []
    if isinstance(query, str):
        return parse_qsl(query.lstrip("?"), keep_blank_values=False)
    if isinstance(query, MultiValueDict):
        return [(name, str(value)) for name, values in query.lists() for value in values]
    if isinstance(query, Mapping):
        return [(name, str(value)) for name, value in query.items() if value not in (None, "")]
    return [(str(name), str(value)) for name, value in query]
