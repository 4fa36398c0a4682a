# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a pair of eyes sees on a page, as questions to the browser."""

from urllib.parse import urlsplit

from playwright.sync_api import Page

# What a reader may set for themselves (WCAG 1.4.12); constructed, so that no policy on inline style stops it.
SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
                     p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
STICKING_OUT = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
  .slice(0, 5).map(e => 'sticks out: ' + e.outerHTML.slice(0, 120))"""
# Text that is cut off: its box hides what does not fit, and something does not fit. A drawing says in words what it
# shows, and its letters are part of it.
CUT_OFF = """() => [...document.querySelectorAll('body *')].filter(e => {
  const style = getComputedStyle(e), box = e.getBoundingClientRect();
  if (box.width < 3 || box.height < 3 || !e.innerText?.trim()) return false;
  if (!e.checkVisibility() || e.querySelector('svg[role=img]')) return false;
  const hides = axis => ['hidden', 'clip'].includes(style['overflow' + axis]);
  return hides('X') && e.scrollWidth > e.clientWidth + 2 || hides('Y') && e.scrollHeight > e.clientHeight + 2;
}).slice(0, 5).map(e => 'cut off: ' + e.outerHTML.slice(0, 120))"""
# Where the keyboard is: what it says, whether one sees that it is there, and whether something lies over it. What one
# sees is a difference with the same thing without the keyboard, in itself or in the box around it.
FOCUSED = """() => {
  const e = document.activeElement, box = e.getBoundingClientRect();
  const at = document.elementFromPoint(
    Math.min(Math.max(box.x + box.width / 2, 0), innerWidth - 1),
    Math.min(Math.max(box.y + Math.min(box.height / 2, 20), 0), innerHeight - 1));
  const looks = () => [e, e.parentElement, e.parentElement?.parentElement].map(one => {
    const style = one ? getComputedStyle(one) : {};
    const ring = [style.outlineStyle, style.outlineWidth, style.outlineColor];
    const seen = style.outlineStyle === 'none' ? [] : ring;
    // The ring of a card lies around the whole card, after its link.
    const after = one ? getComputedStyle(one, '::after') : {};
    return [...seen, style.boxShadow, style.backgroundColor, style.borderColor, after.outlineStyle].join();
  }).join(';');
  const with_it = looks();
  e.blur();
  const without_it = looks();
  e.focus({preventScroll: true});
  return {
    says: (e.getAttribute('aria-label') || e.innerText || e.name || e.tagName).trim().replace(/\\s+/g, ' '),
    name: e.name || '', tag: e.tagName, href: e.getAttribute('href') || '', value: e.value || '',
    ring: with_it !== without_it, seen: !!at && (e.contains(at) || at.contains(e)),
  };
}"""


def sticking_out(page: Page) -> list[str]:
    """What makes the page scroll sideways."""
    found: list[str] = page.evaluate(STICKING_OUT)
    return found


def cut_off(page: Page) -> list[str]:
    """Text that its own box hides."""
    found: list[str] = page.evaluate(CUT_OFF)
    return found


def spaced_out(page: Page) -> list[str]:
    """What is lost when a reader widens lines, letters and words."""
    page.evaluate(SPACING)
    return [f"with wide spacing, {found}" for found in [*sticking_out(page), *cut_off(page)]]


def from_elsewhere(asked: list[str], address: str) -> list[str]:
    """The requests that went to another host."""
    host = urlsplit(address).netloc
    return [url for url in asked if urlsplit(url).netloc != host and urlsplit(url).scheme not in ("data", "blob")]
