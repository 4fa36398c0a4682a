# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The front of the house: home, the find page, the pages of a werkplaats, error pages, and how readers are served.

It composes what the rooms below offer and writes nothing itself.
"""
