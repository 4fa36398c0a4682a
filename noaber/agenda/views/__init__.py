# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages of the agenda: reading, weighing by a personal link, joining and proposing, and running a round."""
