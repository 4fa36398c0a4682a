# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The ground floor: verdicts, lifecycles, mail, paging, links, limits and the worker. It knows no domain word."""
