# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Form controls with the classes and references that NL Design System and screen readers expect."""

from typing import Any

from django.forms import BoundField
from django.forms.widgets import CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select, Textarea

GROUPS = (RadioSelect, CheckboxSelectMultiple)


def sort_of(bound: BoundField) -> str:
    """group, checkbox, hidden, select, textarea or textbox."""
    widget = bound.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, GROUPS):
        return "group"
    if isinstance(widget, CheckboxInput):
        return "checkbox"
    if isinstance(widget, Select):
        return "select"
    return "textarea" if isinstance(widget, Textarea) else "textbox"


def control(bound: BoundField) -> str:
    """The control itself, with its NL Design System class and its descriptions."""
    sort = sort_of(bound)
    classes = ["utrecht-" + sort, f"utrecht-{sort}--html-{sort if sort != 'textbox' else 'input'}"]
    if sort == "checkbox":
        classes = ["utrecht-checkbox", "utrecht-checkbox--html-input", "utrecht-checkbox--custom"]
    if bound.errors:
        classes.append(f"utrecht-{sort}--invalid")
    own = bound.field.widget.attrs.get("class", "")
    return str(bound.as_widget(attrs={"class": " ".join([*classes, own]).strip(), **_references(bound)}))


def option(choice: Any, bound: BoundField) -> str:
    """One radio button or checkbox of a group."""
    name = "checkbox" if isinstance(bound.field.widget, CheckboxSelectMultiple) else "radio-button"
    choice.data["attrs"]["class"] = f"utrecht-{name} utrecht-{name}--html-input utrecht-{name}--custom"
    choice.data["attrs"].pop("aria-describedby", None)
    return str(choice.tag())


def _references(bound: BoundField) -> dict[str, Any]:
    own = str(bound.field.widget.attrs.get("aria-describedby", ""))
    described = [own] if own else []
    if bound.help_text:
        described.append(f"{bound.auto_id}_help")
    if bound.errors:
        described.append(f"{bound.auto_id}_error")
    attrs: dict[str, Any] = {"aria-describedby": " ".join(described)} if described else {}
    if bound.errors:
        attrs["aria-invalid"] = "true"
    return attrs
