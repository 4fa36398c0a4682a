# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wiring of knowledge."""

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "noaber.knowledge"
    label = "knowledge"
