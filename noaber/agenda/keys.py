# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The personal link of a participant: short enough to type over from paper, and not to be found in the database."""

import base64
import re

from django.utils.crypto import constant_time_compare, salted_hmac

from noaber.agenda.weighing_models import Participant

SHAPE = re.compile(r"([0-9]{1,18})-([a-z2-7]{16})")


def key_of(participant: Participant) -> str:
    """What the personal link of a participant carries."""
    return f"{participant.pk}-{_mark(participant)}"


def participant_of(key: str) -> Participant | None:
    """Whose key this is, with the round; None when it is nobody's."""
    found = SHAPE.fullmatch(key)
    if found is None:
        return None
    rows = Participant.objects.select_related("round", "round__werkplaats", "round__period")
    participant = rows.filter(pk=int(found[1])).first()
    if participant is None or not constant_time_compare(found[2], _mark(participant)):
        return None
    return participant


def _mark(participant: Participant) -> str:
    value = f"{participant.pk}:{participant.round_id}:{participant.key_turn}"
    digest = salted_hmac("noaber.agenda.key", value, algorithm="sha256").digest()
    return base64.b32encode(digest[:10]).decode().lower()
