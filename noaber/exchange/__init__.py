# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Exchange: everything in and out as JSON lines, lossless; and the demo network, which is written in that format.

The format is described in docs/reference/exchange-format.md. A record is known by its `id`: taking it in twice changes
nothing. What the platform has no place for is kept and given back.
"""
