# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an editor sends: a picture with the words for it, a page with only what is theirs on it."""

from __future__ import annotations

from typing import Any

import puremagic
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.images.forms import BaseImageForm
from wagtail.models import Page

from noaber.pages import access
from noaber.pages.hints import alt_fault
from noaber.pages.models import Picture, ProsePage
from noaber.people.models import Person

# What a file is by its first bytes, whatever its name or the browser says. No SVG: it can carry a script.
PICTURES = {"image/png", "image/jpeg", "image/webp", "image/avif", "image/gif"}

# What the gate before /beheer/ adds to a form from which it took the numbers of others (`posted`).
OF_OTHERS = "of-others"


def kind_of(first: bytes) -> str:
    """What a file is, by its content."""
    try:
        found = puremagic.magic_string(first)
    except (puremagic.PureError, ValueError):
        return ""
    return str(found[0].mime_type) if found else ""


class PictureForm(BaseImageForm):
    """A picture: told in words, or said on purpose to be an ornament."""

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if "file" not in self.changed_data or not file:
            return file
        file.seek(0)
        kind = kind_of(file.read(4096))
        file.seek(0)
        if kind not in PICTURES:
            raise ValidationError(_("Dit is geen foto. Kies een bestand van het soort JPEG, PNG, WebP, AVIF of GIF."))
        return file

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if "alt" not in self.fields or "ornament" not in self.fields:
            return data
        alt = (data.get("alt") or "").strip()
        if data.get("ornament"):
            if alt:
                self.add_error("ornament", _("Een versiering heeft geen beschrijving. Kies een van de twee."))
            return data
        name = getattr(data.get("file"), "name", "") or ""
        fault = alt_fault(alt, file_name=name)
        if fault:
            self.add_error("alt", fault)
        data["alt"] = alt
        return data

    class Meta(BaseImageForm.Meta):
        widgets = {  # noqa: RUF012
            **BaseImageForm.Meta.widgets,
            "alt": forms.Textarea(attrs={"rows": 2}),
        }


class PageForm(WagtailAdminPageForm):
    """A page: what it shows and links to is the editor's own, public, or was there before them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._before = used(self.instance)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        person = self.for_user
        if OF_OTHERS in self.data:
            self.add_error(None, _("Op deze pagina staat iets dat niet van jouw werkplaats is. Kies iets anders."))
        if not isinstance(person, Person) or person.is_superuser:
            return data
        new = _in_blocks(self.instance, data.get("body")) - self._before
        for name, model in (("picture", Picture), ("translation_of", Page)):
            if data.get(name) is not None:
                new |= {(model, data[name].pk)} - self._before
        if not _all_own_pictures(person, {key for model, key in new if model is Picture}):
            self.add_error(None, _("Op deze pagina staat een foto die niet van jouw werkplaats is. Kies een andere."))
        if not _all_readable(person, {key for model, key in new if model is Page}):
            self.add_error(None, _("Een link gaat naar een pagina die niet bestaat. Kies een andere pagina."))
        return data


def used(page: Any) -> set[tuple[type, Any]]:
    """The pictures and pages that a page names."""
    found = _in_blocks(page, getattr(page, "body", None))
    return found | {
        (Picture, getattr(page, "picture_id", None)),
        (Page, getattr(page, "translation_of_id", None)),
    }


def _in_blocks(page: Any, value: Any) -> set[tuple[type, Any]]:
    if value is None:
        return set()
    found: set[tuple[type, Any]] = set()
    for model, key, _path, _place in page._meta.get_field("body").extract_references(value):
        if model is Picture:
            found.add((Picture, int(key)))
        elif issubclass(model, Page):
            # Somebody may send anything; what is no number is a page that does not exist.
            found.add((Page, int(key) if str(key).isdecimal() else 0))
    return found


def _all_own_pictures(person: Person, keys: set[int]) -> bool:
    return access.own(person, Picture.objects.filter(pk__in=keys)).count() == len(keys)


def _all_readable(person: Person, keys: set[int]) -> bool:
    live = set(Page.objects.filter(pk__in=keys, live=True).values_list("pk", flat=True))
    own = set(access.own_tree(person, Page.objects.filter(pk__in=keys)).values_list("pk", flat=True))
    return keys <= live | own


def choose() -> None:
    """Let Wagtail's editor use this form for our pages; the models themselves know no form."""
    from noaber.pages.models import SitePage

    ProsePage.base_form_class = SitePage.base_form_class = PageForm
