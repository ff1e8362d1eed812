"""The words of letters: placeholders filled in, what stays empty left out."""

from __future__ import annotations

import re
from collections.abc import Mapping

from incubator_gui.core.errors import Refused
from incubator_gui.core.languages import Translator
from incubator_gui.core.messages import Message, msg, pmsg
from incubator_gui.domain.decision import Condition

PLACEHOLDERS: Mapping[str, Message] = {
    "greeting": msg("greeting with the name of the contact"),
    "company": msg("the company"),
    "contact": msg("name of the contact"),
    "call": pmsg("intake", "the call"),
    "number": msg("number of the application"),
    "conditions": msg("the conditions as a list, with their dates"),
    "reason": msg("the reason of the decision"),
    "date": msg("today's date"),
    "signature": msg("who decided"),
    "house": msg("name of the house"),
}
"""What may stand in braces in a template, and what it stands for."""

STATES: Mapping[str, Message] = {
    "draft": pmsg("letter", "Draft"),
    "ready": pmsg("letter", "Ready"),
    "handed_over": msg("Handed over"),
}

EARLIER = "earlier"
"""The state of a letter whose words were set aside: it is none of STATES and leaves the house no more."""

_PLACE = re.compile(r"\{([^{}\n]{0,40})\}")


def unknown_placeholders(text: str) -> tuple[str, ...]:
    """Words in braces that stand for nothing, in their order."""
    return tuple(dict.fromkeys(name for name in _PLACE.findall(text) if name.strip() not in PLACEHOLDERS))


def check_template(*texts: str) -> None:
    """Raises Refused with one sentence where something in braces stands for nothing."""
    unknown = [name for text in texts for name in unknown_placeholders(text)]
    if unknown:
        raise Refused(msg("“{name}” is no placeholder. Use one of: {known}.", name=f"{{{unknown[0]}}}",
                          known=", ".join(f"{{{name}}}" for name in PLACEHOLDERS)))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its places filled; a line that only held empty places goes, and the gap it would leave.

    Raises Refused for an unknown placeholder. What is filled in is never read as a template again.
    """
    check_template(text)
    lines: list[str] = []
    for line in text.split("\n"):
        said = _PLACE.sub(lambda found: values.get(found[1].strip(), ""), line)
        if not said.strip() and _PLACE.search(line):
            if lines and not lines[-1]:
                lines.pop()
            continue
        lines.append(said)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def greeting(contact: str, words: Translator) -> str:
    """How the letter begins."""
    said = pmsg("letter", "Dear {name}", name=contact) if contact else pmsg("letter", "Dear Sir or Madam")
    return words.text(said) + ("：" if words.language == "zh" else ",")


def condition_list(conditions: tuple[Condition, ...], words: Translator) -> str:
    """Conditions as numbered lines, each with its day."""
    out = []
    for at, one in enumerate(conditions, 1):
        said = words.text(msg("{condition} (by {day})", condition=one.text, day=words.day(one.due_on, "long"))
                          ) if one.due_on else one.text
        out.append(f"{at}. {said}")
    return "\n".join(out)
