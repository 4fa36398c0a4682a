# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "noaber.ui"
    label = "ui"
