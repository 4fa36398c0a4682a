# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wiring of exchange."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "noaber.exchange"
    label = "exchange"
