# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The five shapes of the stations, in a square of 16 by 16. 30-station.css repeats them as clip paths."""

SHAPES: dict[str, str] = {
    # a speech bubble, a pennant, an arrow going forward, an open book, a spark
    "vraag": "M3 1.5h10a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H8.2L4 15v-3.5H3a2 2 0 0 1-2-2v-6a2 2 0 0 1 2-2z",
    "agenda": "M2.5 1h2v1H14.5l-3 3.75 3 3.75H4.5V15h-2z",
    "doen": "M1 2l6.5 6L1 14zM8 2l7 6-7 6z",
    "kennis": "M0.5 3C3 2 5.6 2.1 7.5 3.4V14C5.6 12.8 3 12.6 0.5 13.4z"
    "M15.5 3C13 2 10.4 2.1 8.5 3.4V14C10.4 12.8 13 12.6 15.5 13.4z",
    "effect": "M8 0.5L10 5.6 15.5 8 10 10.4 8 15.5 6 10.4 0.5 8 6 5.6z",
}
STATIONS = tuple(SHAPES)
