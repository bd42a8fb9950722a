"""The endpoint, honest and otherwise: each trouble is one German sentence, soon, and nothing leaves for elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from nlp.answers.endpoint import Endpoint, configured
from nlp.answers.prompting import Prompt
from nlp.errors import ModelProblem
from nlp.settings import Settings
from tests.unit.answers.server import Behaviour, Server, drips, floods, hangs, moves, says, sends, serving, wrapped

PROMPT = Prompt(system="Regeln", user="Aussagen")
KEY = "geheim-4711"


@pytest.fixture
def elsewhere() -> Iterator[Server]:
    with serving() as made:
        yield made


def ask(server: Server, behave: Behaviour, seconds: float = 20) -> str:
    server.behave = behave
    return Endpoint(url=server.url, model="klein", key=KEY, seconds=seconds).ask(PROMPT)


def problem(server: Server, behave: Behaviour, seconds: float = 20) -> str:
    with pytest.raises(ModelProblem) as caught:
        ask(server, behave, seconds)
    said = str(caught.value)
    assert f"127.0.0.1:{server.server_port}" in said
    assert "Bitte" in said
    assert KEY not in said
    return said


def test_the_protocol_is_spoken(server: Server) -> None:
    assert ask(server, says("Titel: Bus")) == "Titel: Bus"
    [(path, headers, asked)] = server.requests
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == f"Bearer {KEY}"
    assert asked["model"] == "klein"
    assert asked["temperature"] == 0
    assert [(one["role"], one["content"]) for one in asked["messages"]] == [("system", "Regeln"), ("user", "Aussagen")]
    assert "tools" not in asked


def test_without_a_key_none_is_sent_and_the_whole_address_may_be_given(server: Server) -> None:
    server.behave = says("ja")
    assert Endpoint(url=f"{server.url}/chat/completions", model="klein").ask(PROMPT) == "ja"
    [(path, headers, _)] = server.requests
    assert path == "/v1/chat/completions"
    assert "Authorization" not in headers


@pytest.mark.parametrize(
    ("behave", "said"),
    [
        (sends(b"<html><body>Willkommen</body></html>", kind="text/html"), "verständlich"),
        (sends(b""), "verständlich"),
        (sends(b"\xff\xfe\x00"), "verständlich"),
        (sends(wrapped("Titel: Bus")[:-9]), "verständlich"),
        (sends(b"[" * 200_000), "verständlich"),
        (sends(b'{"choices": []}'), "verständlich"),
        (sends(b'{"choices": {"0": 1}}'), "verständlich"),
        (sends(b'{"choices": [{"message": {"tool_calls": [{"name": "rm"}]}}]}'), "verständlich"),
        (says(None), "keinen Text"),
        (says(["Titel"]), "keinen Text"),
        (sends(b"<h1>Fehler</h1>", status=500, kind="text/html"), "500"),
        (sends(b"{}", status=401), "OTON_LLM_KEY"),
        (sends(b"{}", status=404), "OTON_LLM_MODEL"),
        (sends(b"{}", status=429), "später"),
        (floods, "viel mehr"),
    ],
)
def test_nonsense_is_one_german_sentence(behave: Behaviour, said: str, server: Server) -> None:
    assert said in problem(server, behave)


@pytest.mark.parametrize("behave", [hangs, drips])
def test_who_does_not_finish_is_left_alone(behave: Behaviour, server: Server) -> None:
    assert "nach 0.3 s " in problem(server, behave, seconds=0.3)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(status: int, server: Server, elsewhere: Server) -> None:
    assert "leitet" in problem(server, moves(f"{elsewhere.url}/chat/completions", status))
    assert elsewhere.requests == []


def test_no_proxy_is_used(server: Server, elsewhere: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{elsewhere.server_port}")
    assert ask(server, says("ja")) == "ja"
    assert elsewhere.requests == []


def test_nobody_at_home() -> None:
    with serving() as gone:
        url = gone.url
    with pytest.raises(ModelProblem, match="nicht zu erreichen"):
        Endpoint(url=url, model="klein").ask(PROMPT)


def test_half_characters_in_a_name_or_reply_break_nothing(server: Server) -> None:
    assert ask(server, sends(b'{"choices": [{"message": {"content": "\\ud800 Bus"}}]}')) == "\ud800 Bus"


def test_the_key_is_in_no_words_about_the_endpoint(server: Server) -> None:
    settings = Settings(llm_url=server.url, llm_model="klein", llm_key=KEY)
    assert KEY not in repr(settings)
    assert KEY not in repr(configured(settings))


def test_off_unless_configured() -> None:
    for settings in (Settings(), Settings(llm_url="http://x"), Settings(llm_model="klein")):
        with pytest.raises(ModelProblem, match=r"ausgeschaltet.*OTON_LLM_URL.*OTON_LLM_MODEL"):
            configured(settings)


@pytest.mark.parametrize(
    "url",
    ["x", "ftp://x", "file:///etc/passwd", "http://", "http://ich:geheim@x/v1", "http://x?a=1", "http://x/#y",
     "http://x y", "http://x:99999", "http://x:a", "http://[x", "http://x/\u202e", "http://x\r\nA: b"],
)  # fmt: skip
def test_an_address_that_cannot_serve_is_refused_without_showing_it(url: str) -> None:
    with pytest.raises(ModelProblem, match="Bitte schreiben") as caught:
        configured(Settings(llm_url=url, llm_model="klein"))
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize("seconds", ["0", "-1", "viele", "3601", "1e3", "٣", "9" * 5000])
def test_a_wait_is_a_number_of_seconds(seconds: str) -> None:
    with pytest.raises(ModelProblem, match="OTON_LLM_SECONDS"):
        configured(Settings(llm_url="http://x", llm_model="klein", llm_seconds=seconds))


def test_what_is_named_is_used() -> None:
    made = configured(Settings(llm_url="https://x:8000/v1", llm_model="klein", llm_seconds="7"))
    assert (made.host, made.model, made.seconds) == ("https://x:8000", "klein", 7)


@pytest.mark.parametrize("key", ["a\r\nHost: b", "schlüssel"])
def test_a_key_with_odd_characters_is_refused_without_showing_it(key: str) -> None:
    with pytest.raises(ModelProblem, match="OTON_LLM_KEY") as caught:
        configured(Settings(llm_url="http://x", llm_model="klein", llm_key=key))
    assert key not in str(caught.value)
