"""Argparse in the three languages: its own words go through our catalogues.

Argparse translates by a function named `_` in its own module, at the moment of speaking; it is
replaced while our parser speaks, and only then.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from incubator_gui.core.messages import Message, msg, nmsg, text

_WORDS: tuple[Message, ...] = (
    msg("usage: "),
    msg("positional arguments"),
    msg("options"),
    msg("show this help message and exit"),
    msg("%(prog)s: error: %(message)s\n"),
    msg("argument %(argument_name)s: %(message)s"),
    msg("the following arguments are required: %s"),
    msg("one of the arguments %s is required"),
    msg("not allowed with argument %s"),
    msg("unrecognized arguments: %s"),
    msg("ambiguous option: %(option)s could match %(matches)s"),
    msg("ignored explicit argument %r"),
    msg("expected one argument"),
    msg("expected at most one argument"),
    msg("expected at least one argument"),
    msg("invalid %(type)s value: %(value)r"),
    msg("invalid choice: %(value)r (choose from %(choices)s)"),
    msg("invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)"),
    msg("unexpected option string: %s"),
    msg("unknown parser %(parser_name)r (choices: %(choices)s)"),
    msg("can't open '%(filename)s': %(error)s"),
)
_KNOWN = {word.key: word for word in _WORDS}
_ARGUMENTS = nmsg("expected %s argument", "expected %s arguments", 1)

UNSPOKEN = frozenset({
    "%r is not callable", "'required' is an invalid argument for positionals", ".__call__() not defined",
    'argument "-" with mode %r', "cannot have multiple subparser arguments",
    "cannot merge actions - two groups are named %r", "conflicting subparser alias: %s", "conflicting subparser: %s",
    "dest= is required for options like %r", "invalid conflict_resolution value: %r",
    "invalid option string %(option)r: must start with a character %(prefix_chars)r",
    "mutually exclusive arguments must be optional",
    "show program's version number and exit", "conflicting option string: %s", "conflicting option strings: %s",
    "%(heading)s:", "optional arguments", "subcommands", "default: %(default)s",
    "(default: %(default)s)"})
"""Sentences of argparse for programmers, and such as our parser never says."""


def known(sentence: str) -> bool:
    """Whether a sentence of argparse has its place in our catalogues, or is never spoken."""
    return sentence in _KNOWN or sentence in UNSPOKEN or sentence in {_ARGUMENTS.key, _ARGUMENTS.plural}


def _say(sentence: str) -> str:
    word = _KNOWN.get(sentence)
    return sentence if word is None else text(word)


def _say_number(one: str, many: str, number: int) -> str:
    if one != _ARGUMENTS.key:
        return one if number == 1 else many
    return text(nmsg("expected %s argument", "expected %s arguments", number))


@contextmanager
def our_words() -> Iterator[None]:
    """Argparse speaks our language inside."""
    names: dict[str, Callable[..., str]] = {"_": _say, "ngettext": _say_number}
    before = {name: getattr(argparse, name) for name in names}
    for name, function in names.items():
        setattr(argparse, name, function)
    try:
        yield
    finally:
        for name, function in before.items():
            setattr(argparse, name, function)
