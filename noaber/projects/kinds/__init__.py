# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Ways of learning together, each with its own prompts for a learning round; a new one is a module here.

The five steps of a round are the same for all (so that rounds can be compared and insights found), in words of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

STEPS = ("question", "action", "happened", "insight", "next_action")


@dataclass(frozen=True)
class Prompt:
    """One thing that is asked: its label, and a sentence that helps."""

    label: Any
    help: Any = ""


@dataclass(frozen=True)
class Method:
    """A way of learning: its name, one sentence, the five steps in its words, and what it asks beside them."""

    slug: str
    label: Any
    what: Any
    steps: Mapping[str, Prompt]
    extra: Mapping[str, Prompt] = field(default_factory=dict)
    # What a group that learns this way must never forget, shown where a round is written.
    mind: Any = ""

    def __post_init__(self) -> None:
        if tuple(self.steps) != STEPS:
            raise ValueError(f"{self.slug}: a round has the steps {STEPS}")


PLAIN = Method(
    "",
    _("een eigen manier"),
    _("De groep leert op een eigen manier."),
    {
        "question": Prompt(_("Wat willen we weten?"), _("Eén vraag, in gewone woorden.")),
        "action": Prompt(_("Wat proberen we?"), _("Klein genoeg om voor de volgende keer te doen.")),
        "happened": Prompt(_("Wat gebeurde er?"), _("Wat zag en hoorde je? Nog geen oordeel.")),
        "insight": Prompt(_("Wat leren we hieruit?"), _("Schrijf het zo dat een ander er iets aan heeft.")),
        "next_action": Prompt(_("Wat doen we nu?")),
    },
)


def _methods() -> dict[str, Method]:
    from noaber.projects.kinds import abcd, action, mapping, transformative

    return {one.slug: one for one in (action.METHOD, transformative.METHOD, mapping.METHOD, abcd.METHOD)}


METHODS: dict[str, Method] = {}


def method(slug: str) -> Method:
    """The way of learning with this slug; a plain one where none was chosen."""
    return METHODS.get(slug, PLAIN)


def choices() -> list[tuple[str, Any]]:
    """The ways to choose from."""
    return [(one.slug, one.label) for one in METHODS.values()]


# The modules describe themselves with what stands above.
METHODS.update(_methods())
