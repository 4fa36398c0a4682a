# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What writers fill in about active ingredients."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy

from noaber.base.forms import Text
from noaber.knowledge.evidence_models import Element, ElementUse, EvidenceItem
from noaber.knowledge.models import Product
from noaber.projects.forms import GroupForm

WORDING_LENGTH, WHY_LENGTH, EXPLANATION_LENGTH = 80, 1000, 3000


class EvidenceChoices(forms.ModelMultipleChoiceField):
    """The evidence of a product, each by its source and its first words."""

    def label_from_instance(self, obj: EvidenceItem) -> str:
        return f"{obj.get_source_display()}: {Truncator(obj.says).chars(110)}"


class UseForm(GroupForm):
    """Why something works here, and who says so."""

    why = Text(
        most=WHY_LENGTH, rows=3, required=False, label=gettext_lazy("Waarom werkt dit?"),
        help_text=gettext_lazy("Wat zet het in gang? In een of twee zinnen."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, product: Product, use: ElementUse | None = None) -> None:
        initial: dict[str, Any] = {}
        if use is not None:
            initial = {"why": use.why, "evidence": list(use.evidence.values_list("pk", flat=True))}
        super().__init__(data, initial=initial)
        known = EvidenceItem.objects.filter(product=product, withdrawn_at__isnull=True)
        if product.basis.get("experience") or product.basis.get("practice") or product.basis.get("science"):
            self.fields["evidence"] = EvidenceChoices(
                known, required=False, widget=forms.CheckboxSelectMultiple,
                label=gettext_lazy("Welke bijdragen gaan hierover?"),
                error_messages={"invalid_choice": gettext_lazy("Een van deze bijdragen is intussen ingetrokken.")},
            )  # fmt: skip

    def facts(self) -> dict[str, Any]:
        """What is kept."""
        data = self.cleaned_data
        evidence = [item.pk for item in data.get("evidence") or ()]
        return {name: data[name] for name in ("wording", "why") if name in data} | {"evidence": evidence}


class AttachForm(UseForm):
    """A known element, or a new one in a few words."""

    wording = Text(
        most=WORDING_LENGTH, label=gettext_lazy("Wat werkt er?"),
        help_text=gettext_lazy("In een paar woorden, zoals: eerst luisteren. Staat het al in de lijst? Kies dat dan."),
        error_messages={"required": gettext_lazy("Zeg in een paar woorden wat er werkt.")},
    )  # fmt: skip
    field_order = ("wording", "why", "evidence")

    def __init__(self, data: Any = None, *, product: Product) -> None:
        super().__init__(data, product=product)
        self.fields["wording"].widget.attrs["list"] = "elementen"


class ExplainForm(GroupForm):
    """What an element is; `seen` is what stood on the screen."""

    seen = Text(most=EXPLANATION_LENGTH, required=False)
    explanation = Text(
        most=EXPLANATION_LENGTH, rows=5, required=False, label=gettext_lazy("Wat is het?"),
        help_text=gettext_lazy("Zo dat iemand het herkent en zelf kan doen. Het geldt voor elk stuk dat het noemt."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, element: Element) -> None:
        super().__init__(data, initial={"seen": element.explanation, "explanation": element.explanation})
        self.fields["seen"].widget = forms.HiddenInput()

    def saw(self, text: str) -> None:
        """The next time this is sent, it is sent knowing what another wrote."""
        data: Any = self.data
        data = data.copy()
        data["seen"] = text
        self.data = data
