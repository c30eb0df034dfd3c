"""The spaCy pipeline: one tokenizer that cuts where something begins or ends, and a component for each layer.

ORDER is the pipeline in plain sight. The tokenizer looks: it runs the pure finders
over the folded text and cuts tokens at their matches and at sentence ends, so that
every match is a span of whole tokens. The components write: each puts the matches
of its layers into ``doc.spans``.
"""

import re
from functools import cache
from itertools import pairwise

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from kg.components import Match
from kg.components.body import find_body
from kg.components.citations import find_citations
from kg.components.genre import find_genre
from kg.components.parts import find_parts
from kg.components.promulgation import find_promulgation
from kg.components.responsibilities import find_responsibilities
from kg.components.sections import find_headings, find_measures
from kg.components.short_forms import find_short_forms
from kg.components.signature import find_signature
from kg.components.table import find_table
from kg.components.targets import find_targets
from kg.components.task_tables import add_headings, add_measures, find_table_measures
from kg.components.title import find_title_block
from kg.components.validity import find_validity
from kg.paragraphs import find_paragraphs

# Component, its layers with their finders; a finder may read every layer above it.
ORDER = (
    ("paragraphs", {"paragraphs": lambda text, found: [Match(*p, "paragraph") for p in find_paragraphs(text)]}),
    ("header", {"table": find_table, "header": find_title_block, "promulgation": find_promulgation}),
    ("body", {"body": find_body, "signature": find_signature}),
    ("parts", {"parts": find_parts}),
    ("validity", {"validity": find_validity}),
    ("sections", {"measures": find_measures, "headings": find_headings}),
    # after the units, among which the rows of tables take their place
    ("task_tables", {"task_cells": find_table_measures, "measures": add_measures, "headings": add_headings}),
    ("genre", {"genre": find_genre}),
    ("citations", {"citations": find_citations, "short_forms": find_short_forms}),
    ("responsibilities", {"responsibilities": find_responsibilities}),
    ("targets", {"targets": find_targets}),
)
_SENTENCE_END = re.compile(r"[。;!?\n]+")


def find_layers(text: str) -> dict[str, list[Match]]:
    """All layers of a folded text, without spaCy: layer name to its matches in order of the text."""
    found: dict[str, list[Match]] = {}
    for _, finders in ORDER:
        for layer, find in finders.items():
            found[layer] = sorted(find(text, found))
    return found


class BoundaryTokenizer:
    """Tokens between the borders of everything found.

    A text's layers stand in ``doc.user_data["found"]``, the number of the token that begins at a border in ``["tokens"]``.
    """

    def __init__(self, vocab: Vocab):
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        found = find_layers(text)
        cuts = {0, len(text)}
        for matches in found.values():
            for match in matches:
                cuts.update(match[:2])
        cuts.update(m.end() for m in _SENTENCE_END.finditer(text))
        borders = sorted(cuts)
        words = [text[a:b] for a, b in pairwise(borders)]
        tokens = {border: token for token, border in enumerate(borders)}
        return Doc(self.vocab, words=words, spaces=[False] * len(words), user_data={"found": found, "tokens": tokens})

    def to_bytes(self, **_) -> bytes:  # the tokenizer is code, not state
        return b""

    def from_bytes(self, _, **__) -> "BoundaryTokenizer":
        return self


class SpanWriter:
    """Puts the matches of some layers into ``doc.spans``: label as the span's label, ref as its id."""

    def __init__(self, layers: tuple[str, ...]):
        self.layers = layers

    def __call__(self, doc: Doc) -> Doc:
        for layer in self.layers:
            matches, tokens = doc.user_data["found"][layer], doc.user_data["tokens"]
            doc.spans[layer] = [Span(doc, tokens[m.start], tokens[m.end], label=m.label, span_id=m.ref) for m in matches]
        return doc


for _name, _finders in ORDER:
    Language.factory(
        f"policykg_{_name}",
        assigns=["doc.spans"],
        func=lambda nlp, name, _layers=tuple(_finders): SpanWriter(_layers),
    )


@cache
def load_pipeline() -> Language:
    """The pipeline, built once a process. Its input is folded text."""
    nlp = spacy.blank("zh")
    nlp.vocab.lex_attr_getters = {}  # nothing here reads lexeme attributes; computing them costs more than all rules
    nlp.tokenizer = BoundaryTokenizer(nlp.vocab)
    nlp.max_length = 100_000_000
    for name, _ in ORDER:
        nlp.add_pipe(f"policykg_{name}", name=name)
    return nlp
