from __future__ import annotations

from api.guard.limit import MOST_KEPT, PER_ADDRESS, PER_NAME, WINDOW, SignInLimit


class Clock:
    """Moves when it is told to."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_name_may_be_tried_five_times_in_fifteen_minutes() -> None:
    clock = Clock()
    limit = SignInLimit(clock=clock)
    for number in range(PER_NAME):
        assert limit.begin("ayse", f"10.0.0.{number}") == 0
        clock.now += 1
    assert limit.begin("ayse", "10.0.1.1") == WINDOW - PER_NAME
    assert limit.begin("ben", "10.0.1.1") == 0
    clock.now += WINDOW - PER_NAME
    assert limit.begin("ayse", "10.0.1.1") == 0
    assert limit.begin("ayse", "10.0.1.1") == 1


def test_an_address_may_try_twenty_names() -> None:
    limit = SignInLimit(clock=Clock())
    assert [limit.begin(f"name{number}", "10.0.0.1") for number in range(PER_ADDRESS)] == [0] * PER_ADDRESS
    assert limit.begin("noch einer", "10.0.0.1") == WINDOW
    assert limit.begin("noch einer", "10.0.0.2") == 0


def test_waiting_is_not_made_longer_by_trying() -> None:
    clock = Clock()
    limit = SignInLimit(clock=clock)
    for _ in range(PER_NAME + 10):
        limit.begin("ayse", "10.0.0.1")
    clock.now += WINDOW
    assert limit.begin("ayse", "10.0.0.1") == 0


def test_a_success_takes_its_attempt_back() -> None:
    limit = SignInLimit(clock=Clock())
    for number in range(PER_ADDRESS * 2):
        assert limit.begin(f"name{number % 3}", "10.0.0.1") == 0
        limit.succeed(f"name{number % 3}", "10.0.0.1")
    for _ in range(PER_NAME - 1):
        limit.begin("ayse", "10.0.0.1")
    limit.begin("ayse", "10.0.0.1")
    limit.succeed("ayse", "10.0.0.1")
    assert limit.begin("ayse", "10.0.0.1") == 0


def test_a_crowd_of_names_does_not_fill_the_memory() -> None:
    limit = SignInLimit(clock=Clock())
    for number in range(MOST_KEPT + 100):
        limit.begin(f"name{number}", f"address{number}")
    assert len(limit._tries) == MOST_KEPT
