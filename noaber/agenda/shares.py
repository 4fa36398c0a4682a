# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""Equal shares: everybody gets an equal part of what there is, and pays with it for what they support.

1. There are as many shares as voters who gave anything; a share is the limit divided by them.
2. Again and again the candidate is chosen whose supporters can pay for it at the lowest price per point; each pays in
   proportion to the points they gave it, or all that they have left. This is the Method of Equal Shares (Peters,
   Pierczyński and Skowron).
3. When there is still room for a supported candidate, all shares are made a tenth larger and everything starts
   again, at most `RAISES` times. The last time that all of it fitted within the limit counts.
4. What is left then goes to the most points per unit of cost, as long as anything fits.

It promises that a group of one in N voters (N places) that agrees on a candidate is not left with nothing, and that
larger groups get more in proportion. More points for what is bought in step 2 never drop it: until then nothing changes
but its own price. Step 3 does not promise this: who supports more also pays more, and it may be full sooner.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from noaber.agenda.market import Market, Turn, Voter
from noaber.agenda.outcome import Judgement, Proposal

STEP = Fraction(11, 10)
RAISES = 16
DECIMALS = 6

RULES = (
    _("Iedereen krijgt een even groot deel van wat er te verdelen is."),
    _("Een onderwerp komt erop als de mensen die het steunen het samen kunnen betalen uit hun deel."),
    _("Wie een onderwerp meer punten gaf, betaalt er meer voor. Wie betaald heeft, heeft minder over voor de rest."),
    _("Is er ruimte over? Dan worden alle delen stap voor stap even veel groter, tot het vol is."),
    _("Wat er dan nog over is, gaat naar het onderwerp met de meeste punten voor zijn prijs."),
    _("Staan twee onderwerpen gelijk? Dan gaat het goedkoopste voor, dan wat de meeste mensen steunen, dan het lot."),
)
REASONS = {
    "shares": _("De mensen die dit steunen, konden het samen betalen uit hun deel."),
    "raised": _(
        "Er was ruimte over. Toen alle delen groter werden, konden de mensen die dit steunen het samen betalen."
    ),
    "rest": _("Er was ruimte over, en dit had daarvoor de meeste punten voor zijn prijs."),
    "unsupported": _("Niemand koos dit."),
    "too_costly": _("Dit kost meer dan alles wat er te verdelen is."),
    "few": _("Dit steunen te weinig mensen: samen konden zij het niet betalen."),
    "short": _("De mensen die dit steunen, gaven hun deel al uit aan iets anders dat zij steunen."),
    "passed": _("De mensen die dit steunen, hadden samen niet genoeg. Wat over was, ging naar iets met meer punten."),
}


def propose(voters: Sequence[Voter], costs: Mapping[int, int], limit: int, lots: Mapping[int, int]) -> Proposal:
    """Divide the limit over the candidates by equal shares, and say of each why it is in or out."""
    division = _Division(Market([voter for voter in voters if voter[1]], costs, limit, lots))
    return Proposal(
        chosen=tuple(division.chosen),
        judgements={number: division.judged(number) for number in sorted(costs)},
        limit=limit,
        spent=division.market.spent(division.chosen),
        voters=len(division.market.voters),
        share=_told(division.share(0)),
        raised=round((STEP**division.raises - 1) * 100),
    )


@dataclass(frozen=True)
class _Division:
    """The steps of dividing one market."""

    market: Market

    def limit(self, raises: int) -> Fraction:
        return self.market.limit * STEP**raises

    def share(self, raises: int) -> Fraction:
        return self.limit(raises) / (len(self.market.voters) or 1)

    @cached_property
    def first(self) -> list[Turn]:
        """What is bought from shares that are not raised."""
        return self.market.turns(self.limit(0))

    @cached_property
    def raises(self) -> int:
        """How often shares are raised: until there is no room left, or it would no longer fit."""
        bought = _bought(self.first)
        for raises in range(RAISES):
            if not self.market.fits(bought):
                return raises
            bought = self.market.buy(self.limit(raises + 1))
            if self.market.spent(bought) > self.market.limit:
                return raises
        return RAISES

    @cached_property
    def turns(self) -> list[Turn]:
        return self.market.turns(self.limit(self.raises)) if self.raises else self.first

    @cached_property
    def bought(self) -> list[int]:
        return _bought(self.turns)

    @cached_property
    def chosen(self) -> list[int]:
        return self.bought + self.market.fill(self.bought)

    def judged(self, number: int) -> Judgement:
        """Why one candidate is in or out."""
        turn = next(turn for turn in self.turns if turn.number in (number, None))
        paid: dict[str, Fraction] = {}
        had = Fraction(0)
        for (group, gives), before, after in zip(self.market.voters, turn.before, turn.after, strict=True):
            if number in gives:
                had += before
                if turn.number is not None:
                    paid[group] = paid.get(group, Fraction(0)) + before - after
        return Judgement(
            number=number,
            cost=self.market.costs[number],
            chosen=number in self.chosen,
            reason=self._reason(number),
            turn=self.chosen.index(number) + 1 if number in self.chosen else None,
            supporters=dict(sorted(self.market.supporters[number].items())),
            paid={group: _told(amount) for group, amount in sorted(paid.items())},
            had=_told(had),
            short=_told(max(Fraction(0), self.market.costs[number] - had)),
        )

    def _reason(self, number: int) -> str:
        market, cost = self.market, self.market.costs[number]
        supporters = market.supporters[number].total()
        if not supporters:
            return "unsupported"
        if cost > market.limit:
            return "too_costly"
        if number in self.bought:
            return "shares" if number in _bought(self.first) else "raised"
        if number in self.chosen:
            return "rest"
        if cost <= market.limit - market.spent(self.bought):
            return "passed"
        return "few" if supporters * self.share(self.raises) < cost else "short"


def _bought(turns: Sequence[Turn]) -> list[int]:
    return [turn.number for turn in turns if turn.number is not None]


def _told(amount: Fraction) -> float:
    return round(float(amount), DECIMALS)
