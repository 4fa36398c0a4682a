# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages of knowledge: reading it and its versions, writing it together, and looking at each other's work."""
