"""Extract the sentences of the code into the template and bring the two catalogues up to date.

Entries stand in the order of files and carry no line numbers, and the template no date, so that
a catalogue changes only where a sentence did.
"""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]

KEYWORDS = {
    "msg": None, "nmsg": (1, 2), "pmsg": ((1, "c"), 2),
    "tr": None, "ntr": (1, 2), "ptr": ((1, "c"), 2),
    # A plural within a context: context, singular, plural.
    "npmsg": ((1, "c"), 2, 3), "nptr": ((1, "c"), 2, 3),
}
HEADER = """\
# Sentences of incubator-gui.
# This file is made by "make catalogues"; translations are written by hand."""


def template(package: Path = ROOT / "incubator_gui") -> Catalog:
    """All literal keys below `package`."""
    catalogue = Catalog(project="incubator-gui", header_comment=HEADER, charset="utf-8")
    found = extract_from_dir(str(package), [("**.py", "python")], {"**.py": {"encoding": "utf-8"}},
                             keywords=KEYWORDS, comment_tags=("translators:",), strip_comment_tags=True)
    for filename, _line, message, comments, context in sorted(found, key=lambda entry: (entry[0], entry[1])):
        if not message:
            continue
        catalogue.add(message, None, [(f"{package.name}/{filename}", 0)], auto_comments=comments,
                      context=context)
    return catalogue


def save(catalogue: Catalog, target: Path) -> None:
    """Write without anything that changes by itself; leave the file alone when nothing did."""
    scratch = target.with_suffix(".new")
    with scratch.open("wb") as stream:
        write_po(stream, catalogue, width=110, sort_by_file=True, omit_header=False, include_lineno=False,
                 ignore_obsolete=True)
    lines = scratch.read_text(encoding="utf-8").splitlines()
    unsteady = ('"POT-Creation-Date:', '"PO-Revision-Date:', '"Generated-By:', '"Last-Translator:',
                '"Language-Team:', '"Report-Msgid-Bugs-To:', '"Project-Id-Version:')
    text = "\n".join(line for line in lines if not line.startswith(unsteady)).rstrip() + "\n"
    scratch.unlink()
    if not target.exists() or target.read_text(encoding="utf-8") != text:
        target.write_text(text, encoding="utf-8")


def main(translations: Path) -> None:
    found = template()
    save(found, translations / "incubator_gui.pot")
    for locale in ("de", "zh_CN"):
        target = translations / locale / "LC_MESSAGES" / "incubator_gui.po"
        target.parent.mkdir(parents=True, exist_ok=True)
        catalogue = Catalog(locale=locale)
        if target.exists():
            with target.open("rb") as stream:
                catalogue = read_po(stream, locale=locale)
        catalogue.update(found, no_fuzzy_matching=True)
        catalogue.header_comment = HEADER
        catalogue.fuzzy = False
        save(catalogue, target)
        missing = sum(1 for message in catalogue if message.id and not all(_forms(message.string)))
        sys.stdout.write(f"{locale}: {len(catalogue)} entries, {missing} not yet translated\n")


def _forms(string: object) -> tuple[object, ...]:
    return tuple(string) if isinstance(string, (list, tuple)) else (string,)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
