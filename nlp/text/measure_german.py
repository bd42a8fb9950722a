"""How good the German analysis is, measured beside its parts alone; every figure in the docs comes from here."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import time
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from nlp.errors import GoldProblem
from nlp.settings import shipped
from nlp.text.german import German, reading
from nlp.text.tagset import upos

CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV"})
_ENDINGS = ("en", "er", "es", "em", "e", "n", "")
_Tagged = list[tuple[str, str]]
_Tool = Callable[[list[str]], _Tagged]


def measure_german(path: Path) -> list[dict[str, object]]:
    """Rows for ours and each tool alone on a file of Universal Dependencies lines (`forms`, `lemmas`, `upos`).

    Columns: `lemma` and `lemma_content` (exact but for case and ß), `lemma_convention` (content words, see
    `same_by_convention`), `pos`, `tokens_per_second`; then one row for each half of the compound list. A tool that is
    not installed gets a row with its reason. Raises GoldProblem.
    """
    sentences = _gold(path)
    rows = [_row(name, tool, sentences) for name, tool in _tools().items()]
    return [*rows, _lookups_row(sentences), *(compound_row(half) for half in ("abgestimmt", "zurückgehalten"))]


_EXPECTED = "„{file}“: Bitte geben Sie eine JSONL-Datei an, je Zeile ein Objekt mit forms, lemmas und upos."


def _gold(path: Path) -> list[dict[str, Any]]:
    sentences = []
    try:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            row = json.loads(line)
            if not len(row["forms"]) == len(row["lemmas"]) == len(row["upos"]):
                raise GoldProblem(
                    f"{path.name}, Zeile {number}: forms, lemmas und upos sind verschieden lang; bitte berichtigen."
                )
            sentences.append(row)
    except OSError as problem:
        raise GoldProblem(f"„{path.name}“ lässt sich nicht öffnen. Bitte prüfen Sie Namen und Ort.") from problem
    except (ValueError, KeyError, TypeError, RecursionError) as problem:
        raise GoldProblem(_EXPECTED.format(file=path.name)) from problem
    if not sentences:
        raise GoldProblem(_EXPECTED.format(file=path.name))
    return sentences


def _tools() -> dict[str, _Tool]:
    from HanTa.HanoverTagger import HanoverTagger

    hanta = HanoverTagger("morphmodel_ger.pgz")
    return {
        "O-Ton": German().read_words,
        "HanTa": lambda forms: [(lemma, upos(tag)) for _, lemma, tag in hanta.tag_sent(forms)],
        "simplemma": _simplemma,
    }


def _simplemma(forms: list[str]) -> _Tagged:
    import simplemma

    return [(simplemma.lemmatize(form, lang="de"), "") for form in forms]


def _row(name: str, tool: _Tool, sentences: Sequence[dict[str, Any]]) -> dict[str, object]:
    began = time.process_time()
    answers = [tool(sentence["forms"]) for sentence in sentences]
    seconds = time.process_time() - began
    gold = [
        pair
        for sentence in sentences
        for pair in zip(sentence["forms"], sentence["lemmas"], sentence["upos"], strict=True)
    ]
    ours = [pair for answer in answers for pair in answer]
    right = [_plain(lemma) == _plain(wanted) for (lemma, _), (_, wanted, _) in zip(ours, gold, strict=True)]
    content = [index for index, (_, _, pos) in enumerate(gold) if pos in CONTENT]
    agreed = [right[index] or same_by_convention(ours[index][0], *gold[index]) for index in content]
    tagged = [pos == wanted for (_, pos), (_, _, wanted) in zip(ours, gold, strict=True)]
    return {
        "tool": name,
        "tokens": len(gold),
        "lemma": round(_share(right), 4),
        "lemma_content": round(_share([right[index] for index in content]), 4),
        "lemma_convention": round(_share(agreed), 4),
        "pos": round(_share(tagged), 4) if any(tagged) else "",
        "tokens_per_second": round(len(gold) / max(seconds, 1e-9)),
    }


def same_by_convention(lemma: str, form: str, wanted: str, pos: str) -> bool:
    """Whether two lemmas differ only where UD German-PUD itself writes now one, now the other.

    Nominalised adjectives (Angestellte, Angestellter, angestellt), participles as adjective or verb (geplant, planen),
    persons with gender folded (ours on purpose).
    """
    ours, theirs, word = _plain(lemma), _plain(wanted), _plain(form)
    if pos == "NOUN" and (theirs == ours + "r" or (wanted.islower() and theirs in {ours[:-1], ours})):
        return True
    if pos in {"ADJ", "ADV"} and _stem(ours) == _stem(theirs):
        return True
    participle = word.startswith(ours) and ours.endswith(("t", "en", "end")) and theirs.endswith("n")
    verb = word.startswith(theirs) and theirs.endswith(("t", "en", "end")) and ours.endswith("n")
    if pos in {"ADJ", "VERB"} and (participle or verb):
        return True
    folded = reading().folded(wanted, wanted, "NN", "NOUN") if wanted.endswith("in") else wanted
    return _plain(folded) == ours


def _stem(word: str) -> str:
    return next(word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending))


def _plain(word: str) -> str:
    return word.lower().replace("ß", "ss")


def _share(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 0.0


def _lookups_row(sentences: Sequence[dict[str, Any]]) -> dict[str, object]:
    if importlib.util.find_spec("spacy_lookups_data") is None:
        return {"tool": "spaCy lookups", "reason": "nicht installiert (Paket spacy-lookups-data)"}
    import spacy
    from spacy.tokens import Doc

    pipeline = spacy.blank("de")
    pipeline.add_pipe("lemmatizer", config={"mode": "lookup"})
    pipeline.initialize()
    step = pipeline.get_pipe("lemmatizer")

    def tool(forms: list[str]) -> _Tagged:
        return [(word.lemma_, "") for word in step(Doc(pipeline.vocab, words=forms))]

    return _row("spaCy lookups", tool, sentences)


def compound_row(half: str) -> dict[str, object]:
    """Compounds split right and simple words split wrongly, in one half (`abgestimmt` or `zurückgehalten`) of our list.

    Right: every wanted part is there, and no part that is neither wanted nor allowed.
    """
    table = tomllib.loads(shipped("models/text/komposita_gold.toml").read_text(encoding="utf-8"))
    german = German()
    compounds = {word: parts for word, parts in table["komposita"].items() if half_of(word) == half}
    missed = [word for word, parts in compounds.items() if not _right(_parts(german, word), parts)]
    simple = [word for word in table["einfach"]["woerter"] if half_of(word) == half]
    split = [word for word in simple if _parts(german, word)]
    return {
        "tool": f"Komposita, {half}",
        "compounds": len(compounds),
        "found": round(1 - len(missed) / len(compounds), 4),
        "simple": len(simple),
        "false_splits": round(len(split) / len(simple), 4),
        "missed": missed if half == "abgestimmt" else len(missed),
        "split": split if half == "abgestimmt" else len(split),
    }


def half_of(word: str) -> str:
    """The half that a word of the list tests: the parity of its SHA-256 decides, not a person."""
    return ("abgestimmt", "zurückgehalten")[hashlib.sha256(word.encode()).digest()[0] % 2]


def _parts(german: German, word: str) -> set[str]:
    return {part.lower() for token in german.analyse([word])[0].tokens for part in token.parts}


def _right(found: set[str], gold: str) -> bool:
    wanted, _, allowed = gold.partition("|")
    choices = [set(choice.lower().split("/")) for choice in wanted.split()]
    known = set().union(*choices) | {word.lower() for word in allowed.split()}
    return all(choice & found for choice in choices) and found <= known
