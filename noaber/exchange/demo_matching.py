# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Made-up groups that work on the same as others elsewhere, labelled as examples; through the same actions as all."""

from __future__ import annotations

import datetime as dt

import yaml
from django.db import transaction

from noaber.exchange.demo import FOLDER
from noaber.exchange.demo_learning import Group
from noaber.exchange.demo_people import show_person
from noaber.projects.models import Project


def load_matching(*, at: dt.datetime) -> None:
    """Who leads them, and the groups; what is there already stays as it is."""
    told = yaml.safe_load((FOLDER / "matching.yaml").read_text("utf-8"))
    for row in told["people"]:
        show_person(row, at)
    for row in told["groups"]:
        if not Project.objects.filter(submission=row["id"]).exists():
            with transaction.atomic():
                Group(row, at).load()
