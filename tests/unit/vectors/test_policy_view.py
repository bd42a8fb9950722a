"""What a learnt projection sees in the encoders' vectors."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.errors import EmbedderProblem
from nlp.ports import Matrix
from nlp.settings import shipped
from nlp.vectors.choose import choose
from nlp.vectors.policy import FEW, Projection, load

CARE = ["Es fehlen Kitaplätze.", "Die Krippe ist zu teuer.", "Mehr Betreuung für Kinder am Nachmittag"]
ROADS = ["Der Bus fährt zu selten.", "sichere Radwege in die Innenstadt", "Die Straßenbahn ist immer zu voll."]
NAMES = ("standard", "ohne_berlin", "ohne_bund")
WIDTHS = {"e5": 384, "use": 512}


def vectors(count: int, seed: int = 0) -> dict[str, Matrix]:
    drawn = np.random.default_rng(seed)
    made = {name: drawn.normal(size=(count, width)).astype(np.float32) for name, width in WIDTHS.items()}
    return {name: view / np.linalg.norm(view, axis=1, keepdims=True) for name, view in made.items()}


def seen(given: dict[str, Matrix], projection: Projection) -> Matrix:
    view = projection.view(list(given.values()), list(given))
    assert view is not None
    return view


@pytest.mark.parametrize("name", NAMES)
def test_each_shipped_projection_is_small_and_says_what_it_was_learnt_on(name: str) -> None:
    size = shipped(f"models/policy/{name}.npz").stat().st_size
    assert size <= 400_000  # two projections, each for both encoders and either, and scores of up to 120 chapters
    projection = load(name)
    learnt_on = " ".join(projection.sources)
    assert ("Berlin" in learnt_on) == (name != "ohne_berlin")
    assert ("Bund" in learnt_on) == (name != "ohne_bund")
    assert "sib200" not in learnt_on.lower()


def test_projections_tell_themselves_apart() -> None:
    assert len({load(name).fingerprint for name in NAMES}) == len(NAMES)
    assert load("standard").fingerprint == load(shipped("models/policy/standard.npz")).fingerprint


@pytest.mark.parametrize("names", [("e5", "use"), ("use",), ("e5",)])
def test_any_of_the_bundled_encoders_is_enough(names: tuple[str, ...]) -> None:
    every = vectors(40)
    view = seen({name: every[name] for name in names}, load())
    assert view.shape == (40, 40)
    assert view.dtype == np.float32
    assert np.allclose(np.linalg.norm(view, axis=1), 1, atol=1e-4)


def test_the_order_in_which_encoders_are_named_changes_nothing_and_strangers_are_passed_over() -> None:
    every = vectors(40)
    plain = seen(every, load())
    assert (seen({"use": every["use"], "e5": every["e5"]}, load()) == plain).all()
    assert (seen({**every, "sentence-transformers:x": every["e5"]}, load()) == plain).all()


def test_other_encoders_have_no_policy_view() -> None:
    assert load().view([vectors(3)["e5"]], ["openai:http://localhost#m"]) is None


@given(st.integers(0, 5))
def test_the_order_of_texts_changes_nothing(seed: int) -> None:
    every = vectors(50)
    order = np.random.default_rng(seed).permutation(50)
    shuffled = seen({name: view[order] for name, view in every.items()}, load())
    assert np.allclose(shuffled, seen(every, load())[order], atol=2e-6)


def test_few_texts_are_seen_the_same_whatever_stands_beside_them() -> None:
    every = vectors(FEW - 1)
    alone = seen({name: view[:1] for name, view in every.items()}, load())
    assert np.allclose(seen(every, load())[0], alone[0], atol=2e-6)
    assert seen({name: view[:0] for name, view in every.items()}, load()).shape == (0, 40)


def test_many_texts_lose_what_they_all_share() -> None:
    every = vectors(60)
    shared = vectors(1, seed=9)
    moved = {name: view + shared[name] for name, view in every.items()}
    assert np.allclose(seen(moved, load()), seen(every, load()), atol=1e-5)


def test_sentences_on_one_matter_are_nearer_each_other_than_those_on_another() -> None:
    view = load().view([choose("use").encode([*CARE, *ROADS])], ["use"])
    assert view is not None
    cosines = view @ view.T
    within = [cosines[one, other] for part in ((0, 1, 2), (3, 4, 5)) for one in part for other in part if one < other]
    assert np.mean(within) > cosines[:3, 3:].mean() + 0.3


def test_a_projection_that_is_missing_or_broken_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(EmbedderProblem, match="gibtesnicht"):
        load("gibtesnicht")
    (tmp_path / "kaputt.npz").write_bytes(b"PK\x03\x04 nichts")
    with pytest.raises(EmbedderProblem, match="kaputt"):
        load(tmp_path / "kaputt.npz")
    np.savez(tmp_path / "fremd.npz", a=np.zeros(3))
    with pytest.raises(EmbedderProblem, match="fremd"):
        load(tmp_path / "fremd.npz")
