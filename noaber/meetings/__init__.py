# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Meetings: where people meet (kenniscafés, network days, webinars, symposia); `event` in the exchange format."""
