# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""People: werkplaatsen, organisations, persons, roles and themes; the ground the loop stands on.

A *werkplaats* is a regional partnership with a permanent slug; what changes over time (names, programme periods,
partners, roles) are rows with a half-open term. A *person* is minimal: whoever takes part without an account has no
password and shows nothing but a perspective. A *concept* is a theme of the SKOS thesaurus. *Described* is what every
published thing (knowledge, projects, meetings, news, organisations) has in common.

Invariants: one open role of a kind per person and werkplaats; terms end after they start; a slug never changes;
nobody without a current coordinator role in a werkplaats may coordinate there.
"""
