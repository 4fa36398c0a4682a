# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The verbs of the background work as a reader says them; see `words`."""

from typing import Any

from django.utils.translation import gettext_lazy as _

WORK: dict[str, Any] = {
    "work.address_trusted": _("een adres weer gemaild"),
    "work.retried": _("werk dat misging opnieuw laten doen"),
}
