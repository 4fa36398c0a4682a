# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Questions from practice: asked without an account, recognised by others, and taken care of until there is an answer.

Words: a *question* is asked by somebody (a *voice* with part "asked"); others have it too ("shares") or follow it.
A coordinator *triages* it: asks back, answers with what exists, connects, marks a knowledge gap, declines or merges.
A merged question lives on inside its *root*; its askers keep counting and keep being told.

Invariants: a root never points anywhere and a merged question always points at a living root (database keys);
one person counts once in a tree (unique constraint); nothing unconfirmed counts or shows; every change of state is
in the ledger, and everybody concerned is told by mail, once.

Known by: knowledge, projects, site (through `queries`); knows: search, people, ledger, ui, base.
"""
