# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""From which perspective somebody asks, weighs or takes part; knows no table, so that counting does not load any."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Perspective(TextChoices):
    RESIDENT = "resident", _("inwoner")
    PROFESSIONAL = "professional", _("professional")
    POLICY = "policy", _("beleid")
    RESEARCH = "research", _("onderzoek")
    EDUCATION = "education", _("onderwijs")
