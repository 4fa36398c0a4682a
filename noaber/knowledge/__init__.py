# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Knowledge: products (publications, guides, modules, methods, dossiers …) under one lasting address.

A *product* says what it is, where it comes from, who keeps it and when somebody looks at it again. Its trail comes from
the ledger. Later apps (meetings, effects) may point at it; it knows nothing of them.
"""
