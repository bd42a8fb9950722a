"""How well two codings of the same texts agree; statements without a theme count as one group."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

NOTHING = -1


def ami(truth: Sequence[Hashable], found: Sequence[int]) -> float:
    """Adjusted mutual information (Vinh et al. 2010), arithmetic mean: 0 is chance, 1 is the same partition."""
    from sklearn.metrics import adjusted_mutual_info_score

    return float(adjusted_mutual_info_score(_numbered(truth), list(found)))


def ari(truth: Sequence[Hashable], found: Sequence[int]) -> float:
    """Adjusted Rand index (Hubert & Arabie 1985): 0 is chance, 1 is the same partition."""
    from sklearn.metrics import adjusted_rand_score

    return float(adjusted_rand_score(_numbered(truth), list(found)))


def v_measure(truth: Sequence[Hashable], found: Sequence[int]) -> float:
    """Harmonic mean of homogeneity and completeness (Rosenberg & Hirschberg 2007); flatters many small groups."""
    from sklearn.metrics import v_measure_score

    return float(v_measure_score(_numbered(truth), list(found)))


def unassigned_share(found: Sequence[int]) -> float:
    """The share of texts without a theme, 0 to 1; 0 where there are no texts."""
    return sum(label == NOTHING for label in found) / len(found) if found else 0.0


def _numbered(labels: Sequence[Hashable]) -> list[int]:
    numbers: dict[Hashable, int] = {}
    return [numbers.setdefault(label, len(numbers)) for label in labels]
