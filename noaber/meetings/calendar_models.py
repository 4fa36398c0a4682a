# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The address at which somebody's own calendar can be read by a program."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class CalendarKey(models.Model):
    """What is sealed in the address of somebody's calendar. A new one makes the old address worth nothing."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_key")
    key = models.CharField(_("sleutel van je agenda"), max_length=40, unique=True)
    made_at = models.DateTimeField(_("gemaakt op"))

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(key=""), name="calendar_key_not_empty"),)

    def __str__(self) -> str:
        return f"{self.person_id}"
