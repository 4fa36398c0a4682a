# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an outsider does: reads the files of a round and computes the outcome by hand.

Written from the how-to alone, with nothing of Noaber and nothing but the standard library, so that it agrees with us
for one reason only.
"""

import csv
import hashlib
import io
import json
import math
from collections import Counter, defaultdict
from fractions import Fraction


def rows(text):
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def sections(text):
    """META as a dictionary, PROJECTS and VOTES as lists of dictionaries."""
    found, name, heading = {}, "", None
    for row in rows(text):
        if row[0] in ("META", "PROJECTS", "VOTES"):
            name, heading = row[0], None
            found[name] = []
        elif heading is None:
            heading = row
        else:
            found[name].append(dict(zip(heading, row, strict=True)))
    return {row["key"]: row["value"] for row in found["META"]}, found["PROJECTS"], found["VOTES"]


def votes(text):
    """Voter → candidate → points, from a Pabulib file; and what all costs, and how much there is."""
    meta, projects, lines = sections(text)
    given = {}
    for line in lines:
        chosen = [int(number) for number in line["vote"].split(",")]
        if meta["vote_type"] == "approval":
            points = [1] * len(chosen)
        elif meta["vote_type"] == "ordinal":
            points = [int(meta["max_length"]) - place for place in range(len(chosen))]
        else:
            points = [int(number) for number in line["points"].split(",")]
        given[int(line["voter_id"])] = dict(zip(chosen, points, strict=True))
    assert int(meta["num_votes"]) == len(given)
    assert int(meta["num_projects"]) == len(projects)
    return given, {int(one["project_id"]): int(one["cost"]) for one in projects}, int(meta["budget"])


def duels(text):
    """Voter → list of (winner, loser, weight): a draw is half a win for both."""
    given = defaultdict(list)
    for voter, first, second, winner in rows(text)[1:]:
        first, second, winner = int(first), int(second), int(winner)
        if winner in (first, 0):
            given[int(voter)].append((first, second, 1 if winner else Fraction(1, 2)))
        if winner in (second, 0):
            given[int(voter)].append((second, first, 1 if winner else Fraction(1, 2)))
    return given


def won(given):
    """Voter → candidate → two for each duel won, one for each draw."""
    found = {}
    for voter, all_of in given.items():
        found[voter] = Counter()
        for winner, _loser, weight in all_of:
            found[voter][winner] += int(2 * weight)
    return found


def together(methods):
    """Every voter divides a million over the candidates in each method; the average of those they filled in."""
    parts = defaultdict(list)
    for given in methods:
        for voter, points in given.items():
            total = sum(points.values())
            parts[voter].append({number: 1_000_000 * got // total for number, got in points.items()})
    found = {}
    for voter, filled in parts.items():
        sums = Counter()
        for one in filled:
            sums.update(one)
        found[voter] = {number: got // len(filled) for number, got in sums.items()}
    return found


class Division:
    """Equal shares as the how-to tells it."""

    def __init__(self, given, costs, limit, seed):
        self.given, self.costs, self.limit = given, costs, limit
        self.fans = {number: [voter for voter in given if given[voter].get(number)] for number in costs}
        self.possible = [number for number in costs if self.fans[number] and costs[number] <= limit]
        drawn = {number: hashlib.sha256(f"{seed}:{number}".encode()).hexdigest() for number in costs}
        self.lot = lambda number: (costs[number], -len(self.fans[number]), drawn[number])

    def price(self, number, left):
        """What one point costs when everybody pays in proportion, or all they have; None when it is too little."""
        if sum(left[voter] for voter in self.fans[number]) < self.costs[number]:
            return None
        rich, need = list(self.fans[number]), Fraction(self.costs[number])
        while True:
            price = need / sum(self.given[voter][number] for voter in rich)
            poor = [voter for voter in rich if left[voter] < price * self.given[voter][number]]
            if not poor:
                return price
            need -= sum(left[voter] for voter in poor)
            rich = [voter for voter in rich if voter not in poor]

    def buy(self, limit):
        left = dict.fromkeys(self.given, Fraction(limit) / max(1, len(self.given)))
        bought, payments = [], {}
        while True:
            prices = {number: self.price(number, left) for number in self.possible if number not in bought}
            prices = {number: price for number, price in prices.items() if price is not None}
            if not prices:
                return bought, payments
            number = min(prices, key=lambda one: (prices[one], self.lot(one)))
            payments[number] = {
                voter: min(left[voter], prices[number] * self.given[voter][number]) for voter in self.fans[number]
            }
            for voter, paid in payments[number].items():
                left[voter] -= paid
            bought.append(number)

    def room(self, chosen):
        room = self.limit - sum(self.costs[number] for number in chosen)
        return [number for number in self.possible if number not in chosen and self.costs[number] <= room]

    def outcome(self):
        bought, payments = self.buy(self.limit)
        for step in range(1, 17):
            if not self.room(bought):
                break
            more, paid = self.buy(Fraction(11, 10) ** step * self.limit)
            if sum(self.costs[number] for number in more) > self.limit:
                break
            bought, payments = more, paid
        chosen = list(bought)
        while fits := self.room(chosen):
            points = {number: sum(self.given[voter][number] for voter in self.fans[number]) for number in fits}
            chosen.append(min(fits, key=lambda one: (-Fraction(points[one], self.costs[one]), self.lot(one))))
        return chosen, payments


def strengths(duels, numbers):
    """Bradley–Terry by Hunter's minorisation, after a draw of a tenth between every two; logarithms, mean zero."""
    wins = {(one, other): 0.1 for one in numbers for other in numbers if one != other}
    for winner, loser, weight in duels:
        wins[winner, loser] += float(weight)
    power = dict.fromkeys(numbers, 1.0)
    for _round in range(20_000):
        before = dict(power)
        for one in numbers:
            met = [other for other in numbers if other != one]
            power[one] = sum(wins[one, other] for other in met) / sum(
                (wins[one, other] + wins[other, one]) / (power[one] + power[other]) for other in met
            )
        middle = math.exp(sum(map(math.log, power.values())) / len(power))
        power = {number: value / middle for number, value in power.items()}
        if max(abs(math.log(power[number] / before[number])) for number in numbers) < 1e-10:
            break
    return {number: math.log(value) for number, value in power.items()}


def check(files):
    """Compute everything again from the texts of the files; assert that outcome.json tells the same."""
    told, round_ = json.loads(files["outcome.json"]), json.loads(files["round.json"])
    seed, numbers = round_["setup"]["seed"], [one["number"] for one in round_["candidates"]]
    places, budget = round_["setup"]["places"], round_["setup"]["budget"]
    costs = {one["number"]: 1 if places is not None else one["cost"] for one in round_["candidates"]}
    limit = places if places is not None else budget
    groups = {int(voter): group for voter, group in rows(files["voters.csv"])[1:]}
    methods = {}
    for slug, _settings in round_["setup"]["methods"]:
        if slug == "pairwise":
            methods[slug] = won(duels(files["pairwise.csv"]))
        else:
            methods[slug], said, room = votes(files[f"{slug}.pb"])
            assert said == costs
            assert room == limit
    for weighed in [told["overall"], *told["methods"]]:
        given = together(methods.values()) if weighed["method"] == "overall" else methods[weighed["method"]]
        check_proposal(weighed["proposal"], Division(given, costs, limit, seed), groups)
        for group, standing in weighed["standings"].items():
            some = {voter: gives for voter, gives in given.items() if group in ("all", groups[voter])}
            if weighed["method"] == "pairwise":
                fought = duels(files["pairwise.csv"])
                check_strengths(standing, [duel for voter in some for duel in fought[voter]], numbers)
            else:
                check_standing(standing, some, costs, seed)


def check_proposal(proposal, division, groups):
    chosen, payments = division.outcome()
    assert proposal["chosen"] == chosen
    for number, paid in payments.items():
        sums = Counter()
        for voter, amount in paid.items():
            sums[groups[voter] or "all"] += amount
        judged = proposal["judgements"][str(number)]["paid"]
        assert judged.keys() == sums.keys()
        assert all(abs(judged[group] - amount) < 1e-5 for group, amount in sums.items())


def check_standing(standing, given, costs, seed):
    sums, fans = Counter(), Counter()
    for gives in given.values():
        sums.update(gives)
        fans.update(gives.keys())
    drawn = {number: hashlib.sha256(f"{seed}:{number}".encode()).hexdigest() for number in costs}
    order = sorted(costs, key=lambda number: (-sums[number], costs[number], -fans[number], drawn[number]))
    assert standing["order"] == order
    assert standing["raw"] == {str(number): sums[number] for number in costs}
    assert standing["voters"] == len(given)


def check_strengths(standing, fought, numbers):
    if len(numbers) > 1:
        again = strengths(fought, numbers)
        assert all(abs(standing["raw"][str(number)] - again[number]) < 1e-3 for number in numbers)
