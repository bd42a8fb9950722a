"""From HanTa's STTS tags to universal parts of speech (UPOS)."""

from __future__ import annotations

_UPOS = {
    "NN": "NOUN", "NNA": "NOUN", "NNI": "NOUN", "TRUNC": "NOUN", "NE": "PROPN", "FM": "X", "XY": "X",
    "ADJ": "ADJ", "ADV": "ADV", "PROAV": "ADV", "PWAV": "ADV", "PTKA": "ADV", "PTKVZ": "ADP",
    "VV": "VERB", "VA": "AUX", "VM": "AUX",
    "ART": "DET", "PIAT": "DET", "PDAT": "DET", "PPOSAT": "DET", "PWAT": "DET", "PDS": "DET", "PIS": "PRON",
    "PPER": "PRON", "PRF": "PRON", "PRELS": "PRON", "PRELAT": "PRON", "PPOSS": "PRON", "PWS": "PRON",
    "APPR": "ADP", "APPRART": "ADP", "APPO": "ADP", "APZR": "ADP",
    "KON": "CCONJ", "KOKOM": "CCONJ", "KOUS": "SCONJ", "KOUI": "SCONJ",
    "PTKNEG": "PART", "PTKZU": "PART", "PTKANT": "INTJ", "ITJ": "INTJ", "CARD": "NUM",
}  # fmt: skip


def upos(tag: str) -> str:
    """The universal part of speech of an STTS tag such as `VV(FIN)`; PUNCT for `$.`, X for what has none."""
    return "PUNCT" if tag.startswith("$") else _UPOS.get(tag.partition("(")[0], "X")
