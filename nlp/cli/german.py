"""Click's own words in German."""

from __future__ import annotations

import click

_WORDS = {
    "Usage:": "Aufruf:",
    "Options": "Optionen",
    "Commands": "Befehle",
    "Positional arguments": "Angaben",
    "Show this message and exit.": "Diese Hilfe zeigen.",
    "Show the version and exit.": "Die Version zeigen.",
    "default: {default}": "Vorgabe: {default}",
    "required": "nötig",
    "env var: {var}": "Umgebungsvariable: {var}",
    "Error: {message}": "Fehler: {message}",
    "Aborted!": "Abgebrochen.",
    "Missing command.": "Es fehlt der Befehl.",
    "Missing argument": "Es fehlt die Angabe",
    "Missing option": "Es fehlt die Option",
    "Missing parameter": "Es fehlt die Angabe",
    "No such option {name!r}.": "Die Option {name} gibt es nicht.",
    "No such command {name!r}.": "Den Befehl {name} gibt es nicht.",
    "Did you mean {possibility}?": "Meinten Sie {possibility}?",
    "(Did you mean one of: {possibilities}?)": "(Meinten Sie eines von {possibilities}?)",
    "Got unexpected extra argument ({args})": "Das ist zu viel: {args}",
    "Got unexpected extra arguments ({args})": "Das ist zu viel: {args}",
    "Invalid value: {message}": "Das passt nicht: {message}",
    "Invalid value for {param_hint}: {message}": "Das passt nicht zu {param_hint}: {message}",
    "{value!r} is not a valid {number_type}.": "{value!r} ist keine Zahl, wie sie hier gebraucht wird.",
    "{value!r} is not {choice}.": "{value!r} ist nicht {choice}.",
    "{value!r} is not one of {choices}.": "{value!r} gibt es hier nicht; möglich ist eines von {choices}.",
    "{value} is not in the range {range}.": "{value} geht nicht; erlaubt ist: {range}.",
    "{name} {filename!r} does not exist.": "{name} {filename!r} gibt es nicht.",
    "{name} {filename!r} is a directory.": "{filename!r} ist ein Ordner, gebraucht wird eine Datei.",
    "{name} {filename!r} is a file.": "{filename!r} ist eine Datei, gebraucht wird ein Ordner.",
    "{name} {filename!r} is not readable.": "{name} {filename!r} lässt sich nicht lesen.",
    "Option {name!r} requires an argument.": "Die Option {name} braucht einen Wert.",
    "Option {name!r} does not take a value.": "Die Option {name} nimmt keinen Wert.",
    "Try '{command} {option}' for help.": "Hilfe: {command} {option}",
    "file": "Datei",
    "path": "Pfad",
    "directory": "Ordner",
}


def _translate(text: str) -> str:
    return _WORDS.get(text, text)


def _translate_count(one: str, many: str, n: int) -> str:
    return _translate(one if n == 1 else many)


def speak_german() -> None:
    """Puts German in the place of Click's English, whatever the machine's language is."""
    for module in (click.core, click.decorators, click.exceptions, click.formatting, click.parser, click.types):
        for name, german in (("_", _translate), ("ngettext", _translate_count)):
            if hasattr(module, name):
                setattr(module, name, german)
