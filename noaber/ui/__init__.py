# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The look: base template, components, CSS, small JavaScript and drawings.

It knows no domain word except the five stations of the loop, which are drawn here. Other apps render with the
macros of `ui/components.html`; the site hands over navigation and brand colours through `noaber.ui.chrome`.
"""
