# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Projects: what is being worked on (*leertraject*, leerwerkplaats, leeratelier …), with a regional label."""
