# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Giving a record back as it came: what our own columns do not say by themselves is kept in the `extra` of a row."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def fingerprint(record: Mapping[str, Any]) -> str:
    """The same for records that say the same, whatever the order of their keys."""
    return hashlib.sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()


def leftover(record: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """What must be kept beside an item's own fields to give its record back whole."""
    differs = {key: value for key, value in record.items() if key not in own or not same(own[key], value)}
    absent = sorted(own.keys() - record.keys())
    return {name: value for name, value in (("set", differs), ("unset", absent)) if value}


def restored(own: Mapping[str, Any], extra: Mapping[str, Any]) -> dict[str, Any]:
    """The record as it was taken in."""
    kept = {key: value for key, value in own.items() if key not in extra.get("unset", ())}
    return {**kept, **extra.get("set", {})}


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same in JSON: 1 and 1.0 and true are equal in Python, and not there."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
