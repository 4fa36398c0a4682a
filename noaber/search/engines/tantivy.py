# SPDX-FileCopyrightText: 2026 Noaber contributors
# SPDX-License-Identifier: EUPL-1.2
"""The default engine: a tantivy index in a folder (ADR 0010). One analysed field; everything else is a filter."""

import json
from array import array
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import tantivy as tv
from tantivy import Occur, Query

from noaber.search import text
from noaber.search.documents import HIDDEN, PUBLIC, Document, Filters
from noaber.search.engines import Match, Terms, number

TITLE_TIMES = 2
KEPT_TOKENS = 400
KEPT_TEXT = 1500
FEW = {"num_threads": 1, "heap_size": 30_000_000}
VALUES = ("kind", "werkplaatsen", "themes", "perspective", "type", "state", "lang")
NO_YEAR = -1
MOST_COUNTS, MOST_FACETS, MOST_NUMBERS = 1_000, 200, 20
EVERYTHING_PUBLIC = Filters()


def schema() -> Any:
    """One field for words, raw fields for filters and facets, and what a page shows of a hit."""
    builder = tv.SchemaBuilder()
    builder.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("number", indexed=True, fast=True)
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("written", tokenizer_name="whitespace", index_option="basic")
    for name in (*VALUES, "visibility"):
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("year", indexed=True, fast=True)
    builder.add_integer_field("day", indexed=True, fast=True)
    builder.add_boolean_field("public", fast=True)
    builder.add_bytes_field("shown", stored=True)
    builder.add_bytes_field("tokens", stored=True)
    return builder.build()


def tokens_of(document: Document) -> list[str]:
    """The one analysed field: the title twice, then the body; parts of compounds stand beside the whole."""
    return text.analysed(document.title) * TITLE_TIMES + text.analysed(document.body)


def _day(document: Document) -> int:
    """A sortable day, also where only a year or a month is known."""
    digits = "".join(document.date.split("/")[0].split("-"))[:8]
    if not (digits.isascii() and digits.isdigit()):
        digits = str(document.year or 0)
    return int(digits.ljust(8, "0"))


def _entry(document: Document) -> Any:
    """A document as tantivy takes it."""
    entry = tv.Document()
    tokens = tokens_of(document)
    entry.add_text("key", document.key)
    entry.add_integer("number", number(document.key))
    entry.add_text("words", " ".join(tokens))
    if document.visibility == PUBLIC:
        # Only public words may be suggested or corrected to.
        told = f"{document.title} {document.body}"
        written = {text.fold(word) for word in set(text.WORD.findall(told)) if len(word) > 3}
        entry.add_text("written", " ".join(sorted(written)))
    for name in VALUES:
        value = getattr(document, name)
        for one in dict.fromkeys(value) if isinstance(value, tuple) else (value,):
            if one:
                entry.add_text(name, one)
    entry.add_text("visibility", document.visibility or HIDDEN)
    entry.add_boolean("public", document.visibility == PUBLIC)
    entry.add_integer("year", NO_YEAR if document.year is None else document.year)
    entry.add_integer("day", _day(document))
    shown = vars(document) | {"text": document.text[:KEPT_TEXT]}
    entry.add_bytes("shown", json.dumps(shown, ensure_ascii=False).encode())
    entry.add_bytes("tokens", " ".join(tokens[:KEPT_TOKENS]).encode())
    return entry


def open_index(folder: Path) -> Any:
    """The index in a folder, made when it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    index = tv.Index(schema(), str(folder))
    index.config_reader("manual")
    return index


class TantivyWriter:
    """Writes to a folder; closing it waits for merges, so that few segments remain."""

    def __init__(self, folder: Path) -> None:
        self._writer = open_index(folder).writer(**FEW)

    def replace(self, documents: Iterable[Document], gone: Iterable[str] = ()) -> None:
        for key in gone:
            self._writer.delete_documents_by_term("key", key)
        for document in documents:
            self._writer.delete_documents_by_term("key", document.key)
            if document.visibility != HIDDEN:
                self._writer.add_document(_entry(document))

    def commit(self) -> None:
        self._writer.commit()

    def close(self) -> None:
        self._writer.wait_merging_threads()


class TantivyEngine:
    """One moment of the index in a folder, open for reading."""

    def __init__(self, folder: Path) -> None:
        index = open_index(folder)
        index.reload()
        self._schema = index.schema
        self._searcher = index.searcher()
        self._counts: dict[Filters, int] = {}
        self._numbers: dict[Filters, array[int]] = {}
        self._facets: dict[tuple[Filters, Sequence[str]], dict[str, dict[str, int]]] = {}

    def size(self) -> int:
        return int(self._searcher.num_docs)

    def frequency(self, term: str) -> int:
        return int(self._searcher.doc_freq("words", term))

    def _is(self, name: str, value: object) -> Any:
        return Query.term_query(self._schema, name, value, "basic")

    def _weighted(self, weights: Iterable[tuple[str, float]]) -> list[Any]:
        return [
            (Occur.Should, Query.boost_query(Query.term_query(self._schema, "words", term, "freq"), weight))
            for term, weight in weights
            if weight > 0
        ]

    def _any(self, name: str, values: Iterable[str]) -> Any:
        return Query.boolean_query([(Occur.Should, self._is(name, value)) for value in values])

    def _demands(self, filters: Filters) -> list[Any]:
        """The filters as clauses that all must hold and that add nothing to a score."""
        demands = [self._any("visibility", filters.scope)]
        if filters.kinds:
            demands.append(self._any("kind", filters.kinds))
        if filters.themes:
            demands.append(self._any("themes", filters.themes))
        for name, value in (
            ("werkplaatsen", filters.werkplaats), ("themes", filters.theme), ("themes", filters.quality),
            ("perspective", filters.perspective),
            ("state", filters.state), ("type", filters.type), ("lang", filters.lang),
        ):  # fmt: skip
            if value:
                demands.append(self._is(name, value))
        if filters.year_from is not None or filters.year_to is not None:
            years = (filters.year_from or 0, 9999 if filters.year_to is None else filters.year_to)
            demands.append(Query.range_query(self._schema, "year", tv.FieldType.Integer, *years))
        return [(Occur.Must, Query.const_score_query(demand, 0.0)) for demand in demands]

    def _words(self, terms: Terms) -> Any:
        wanted = self._weighted(terms.wanted.items())
        return Query.boolean_query(wanted) if wanted else Query.empty_query()

    def _among(self, numbers: Sequence[int]) -> tuple[Any, Any]:
        # Clauses that weigh nothing are several times quicker than the engine's own query for a set.
        these = [(Occur.Should, Query.const_score_query(self._is("number", number), 0.0)) for number in numbers]
        return Occur.Must, Query.boolean_query(these)

    def _query(self, terms: Terms | None, filters: Filters, *, ranked: bool = False) -> Any:
        clauses = self._demands(filters)
        if terms is not None:
            clauses.append((Occur.Must, self._words(terms)))
            if ranked:
                clauses += self._weighted(terms.extra.items())
        return Query.boolean_query(clauses)

    def _stored(self, address: Any, name: str) -> Any:
        return self._searcher.doc(address).get_first(name)

    def match(self, terms: Terms, filters: Filters, limit: int) -> list[Match]:
        if limit < 1:
            return []
        hits = self._best_public(terms, limit) if filters == EVERYTHING_PUBLIC else None
        if hits is None:
            query = self._query(terms, filters, ranked=True)
            hits = self._searcher.search(query, limit, count=False).hits
        numbers = self._numbers_of([address for _score, address in hits])
        return [Match(number, score) for number, (score, _address) in zip(numbers, hits, strict=True)]

    def _numbers_of(self, addresses: Sequence[Any]) -> list[int]:
        return [int(number) for number in self._searcher.fast_field_values("number", addresses)]

    def _best_public(self, terms: Terms, limit: int) -> list[Any] | None:
        """The same list, quicker: without a filter the engine can skip what cannot be among the best.

        Some more are taken and what is not public is left out; nothing when too few remain to be sure.
        """
        clauses = self._weighted([*terms.wanted.items(), *terms.extra.items()])
        if not any(self.frequency(term) for term in terms.wanted):
            return []
        taken = limit + limit // 4 + 10
        hits = self._searcher.search(Query.boolean_query(clauses), taken, count=False).hits
        public = self._searcher.fast_field_values("public", [address for _score, address in hits])
        kept = [hit for hit, seen in zip(hits, public, strict=True) if seen]
        return kept[:limit] if len(kept) >= limit or len(hits) < taken else None

    def browse(self, filters: Filters, limit: int, offset: int) -> list[int]:
        if limit < 1:
            return []
        query = self._query(None, filters)
        hits = self._searcher.search(query, limit, count=False, order_by_field="day", offset=offset).hits
        return self._numbers_of([address for _day, address in hits])

    def count(self, terms: Terms | None, filters: Filters) -> int:
        if terms is not None:
            return int(self._searcher.search(self._query(terms, filters), 1).count)
        # This is one moment of the index, so the count of a filter stays what it is.
        if filters not in self._counts:
            counted = int(self._searcher.search(self._query(None, filters), 1).count)
            if len(self._counts) >= MOST_COUNTS:
                return counted
            self._counts[filters] = counted
        return self._counts[filters]

    def facets(self, terms: Terms | None, filters: Filters, names: Sequence[str]) -> dict[str, dict[str, int]]:
        if terms is not None:
            return self._aggregate(self._query(terms, filters), names)
        # Like the counts: this is one moment of the index.
        if (filters, names) not in self._facets:
            counts = self._aggregate(self._query(None, filters), names)
            if len(self._facets) >= MOST_FACETS:
                return counts
            self._facets[filters, names] = counts
        return self._facets[filters, names]

    def facets_beside(
        self, terms: Terms, numbers: Sequence[int], filters: Filters, names: Sequence[str]
    ) -> dict[str, dict[str, int]]:
        others = [*self._demands(filters), self._among(numbers), (Occur.MustNot, self._words(terms))]
        return self._aggregate(Query.boolean_query(others), names) if numbers else {}

    def _aggregate(self, query: Any, names: Sequence[str]) -> dict[str, dict[str, int]]:
        if not names:
            return {}
        # Who asks for one facet alone wants all of it: the page of all themes.
        size = 100 if len(names) > 1 else 1_000
        asked = {name: {"terms": {"field": name, "size": size}} for name in names}
        found = self._searcher.aggregate(query, asked)
        counts = {
            name: {str(bucket["key"]): int(bucket["doc_count"]) for bucket in found[name]["buckets"]} for name in asked
        }
        if "year" in counts:
            counts["year"] = {year.removesuffix(".0"): count for year, count in counts["year"].items()}
            counts["year"].pop(str(NO_YEAR), None)
        return counts

    def _addresses(self, numbers: Sequence[int], demands: Sequence[Any] = ()) -> list[Any]:
        if not numbers:
            return []
        query = Query.boolean_query([*demands, self._among(numbers)])
        return [address for _score, address in self._searcher.search(query, len(numbers), count=False).hits]

    def documents(self, numbers: Sequence[int]) -> dict[int, Document]:
        found, addresses = {}, self._addresses(numbers)
        for own, address in zip(self._numbers_of(addresses), addresses, strict=True):
            values = json.loads(bytes(self._stored(address, "shown")))
            lists = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
            found[own] = Document(**(values | lists))
        return found

    def keys(self) -> list[str]:
        if not self.size():
            return []
        hits = self._searcher.search(Query.all_query(), self.size(), count=False).hits
        return [self._stored(address, "key") for _score, address in hits]

    def tokens(self, numbers: Sequence[int]) -> dict[int, list[str]]:
        addresses = self._addresses(numbers)
        held = [bytes(self._stored(address, "tokens")).decode().split(" ") for address in addresses]
        return dict(zip(self._numbers_of(addresses), held, strict=True))

    def numbers(self, filters: Filters, most: int) -> Sequence[int]:
        # A few filters come back with every question, such as "questions only"; like the counts this is one moment.
        if filters not in self._numbers:
            hits = self._searcher.search(self._query(None, filters), most, count=False).hits
            if len(self._numbers) >= MOST_NUMBERS:
                self._numbers.clear()
            self._numbers[filters] = array("q", self._numbers_of([address for _score, address in hits]))
        return self._numbers[filters]

    def passing(self, numbers: Sequence[int], filters: Filters) -> set[int]:
        return set(self._numbers_of(self._addresses(numbers, self._demands(filters))))

    def prefixed(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        found = self._searcher.terms_with_prefix("written", prefix)
        return sorted(found, key=lambda pair: -pair[1])[:limit]
