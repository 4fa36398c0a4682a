# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Noaber: the platform that a regional learning network runs on."""

__version__ = "0.1.0"
