# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Effects: what became of knowledge in practice, told without an account, and from there the next question.

Words: a *use* ("toegepast") says who used a product, where, how it was adapted and what happened. A *told* thing is
sent in by its *teller*, confirmed by mail or looked at by an editor, and then public. The *follow-up* is the one
question that a teller is mailed eight weeks later. An *origin* is what a thing came of, as `kind:ref`.

Invariants: nothing unconfirmed or unjudged shows; nobody judges their own; a teller is asked once what happened next;
an address without an account goes when it is no longer needed; nobody is ranked.

Known by: meetings, pages, exchange, site; knows: knowledge, projects, questions, search, moderation, following,
members, people, ledger, ui, base.
"""
