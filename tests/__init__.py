# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is tested across rooms: the rules of the house, the stories people live through, and the browser."""
