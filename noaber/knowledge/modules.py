# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an education module says beside its text: goals, level, load, competences and sessions, as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.ui.formats import number_nl

LEVELS = (
    ("mbo", "mbo"),
    ("hbo", "hbo"),
    ("wo", "wo"),
    ("work", gettext_lazy("bijscholing naast het werk")),
    ("all", gettext_lazy("voor iedereen")),
)
FORMS = (
    ("meeting", gettext_lazy("bijeenkomst")),
    ("online", gettext_lazy("online bijeenkomst")),
    ("self", gettext_lazy("zelf doornemen")),
    ("practice", gettext_lazy("opdracht in de praktijk")),
    ("visit", gettext_lazy("werkbezoek")),
    ("test", gettext_lazy("toets of presentatie")),
)
QUALIFICATIONS = range(1, 9)


def plain_number(value: Any) -> str:
    """2,5 and 28: no nought behind the comma."""
    whole = value == int(value)
    return str(number_nl(int(value) if whole else float(value)))


@dataclass(frozen=True, slots=True)
class Framework:
    """A list of competences with who wrote it and where it is."""

    name: str
    year: int
    source: str
    about: str
    items: Mapping[str, str]


@lru_cache(maxsize=1)
def frameworks() -> Mapping[str, Framework]:
    """The lists that are kept here, by name."""
    text = (Path(__file__).parent / "data" / "competences.yaml").read_text("utf-8")
    return {name: Framework(**facts) for name, facts in yaml.safe_load(text).items()}


@dataclass(frozen=True, slots=True)
class Session:
    """One session of a module, in its order."""

    title: str
    hours: float | None
    form: str
    material: str

    @property
    def told_hours(self) -> str:
        """How long it takes, in words."""
        return _("%(hours)s uur") % {"hours": plain_number(self.hours)} if self.hours else ""


@dataclass(frozen=True, slots=True)
class Module:
    """A module as a page shows it, in words."""

    goals: Sequence[str]
    level: str
    nlqf: int | None
    hours: float | None
    ec: float | None
    tasks: Sequence[str]
    stage: str
    own: Sequence[str]
    sessions: Sequence[Session]

    @property
    def load(self) -> str:
        """The study load in words."""
        parts = []
        if self.hours:
            parts.append(_("%(hours)s uur") % {"hours": plain_number(self.hours)})
        if self.ec:
            parts.append(_("%(ec)s EC") % {"ec": plain_number(self.ec)})
        return ", ".join(parts)

    @property
    def told_level(self) -> str:
        """The level in words, with the national framework of qualifications where that is known."""
        return ", ".join(part for part in (self.level, f"NLQF {self.nlqf}" if self.nlqf else "") if part)


def module_of(facts: Any) -> Module | None:
    """What was filled in, in words; None when nothing was."""
    if not isinstance(facts, Mapping) or not facts:
        return None
    tasks, stages = frameworks()["tasks"].items, frameworks()["stages"].items
    forms = dict(FORMS)
    return Module(
        goals=facts.get("goals") or [], level=str(dict(LEVELS).get(facts.get("level", ""), "")),
        nlqf=facts.get("nlqf"), hours=facts.get("hours"), ec=facts.get("ec"),
        tasks=[tasks[name] for name in facts.get("tasks") or [] if name in tasks],
        stage=stages.get(facts.get("stage") or "", ""), own=facts.get("own") or [],
        sessions=[
            Session(one["title"], one.get("hours"), str(forms.get(one.get("form", ""), "")), one.get("material", ""))
            for one in facts.get("sessions") or []
        ],
    )  # fmt: skip


def in_words(facts: Any) -> str:
    """The same as lines of text, to be compared."""
    module = module_of(facts)
    if module is None:
        return ""
    lines = [_("Leerdoel: %(goal)s") % {"goal": goal} for goal in module.goals]
    lines += [_("Niveau: %(level)s") % {"level": module.told_level}] if module.told_level else []
    lines += [_("Studielast: %(load)s") % {"load": module.load}] if module.load else []
    lines += [
        _("Competentie: %(name)s") % {"name": name} for name in [*module.tasks, module.stage, *module.own] if name
    ]
    for number, session in enumerate(module.sessions, 1):
        told = ", ".join(
            part for part in (session.form, session.told_hours, " ".join(session.material.split())) if part
        )
        lines.append(f"{number}. {session.title}" + (f" ({told})" if told else ""))
    return "\n".join(lines)
