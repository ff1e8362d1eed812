"""Text tables: separator found by counting, records split by a parser of our own.

The library's reader is not used: it takes line separators of Unicode and stray carriage returns
for record ends, swallows the rest of the file after an unclosed quotation mark, and its sniffer
runs away on hostile text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import msg
from incubator_gui.exchange.sheets import EMPTY, MAX_COLUMNS, MAX_FIELD, MAX_ROWS, Cell, Sheet
from incubator_gui.exchange.text_encoding import decode

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE = 65_536
_SEP = re.compile(r"sep=(.)\r{0,2}(?:\n|$)|sep=(.)\r", re.IGNORECASE)
_LINE = re.compile(r"([^\r\n]*)(?:\r{0,2}\n|\r|\Z)")
_BREAKS = re.compile(r"\r{1,2}\n|\r")
_GUARDED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")


def read_csv(data: bytes, name: str = "", *, encoding: str | None = None,
             delimiter: str | None = None) -> tuple[Sheet, str, str]:
    """The table with the encoding and the separator that were found or given."""
    text, encoding = decode(data, encoding)
    start = 0
    if declared := _SEP.match(text):
        delimiter = delimiter or declared[1] or declared[2]
        start = declared.end()
    delimiter = delimiter or find_delimiter(text[start:start + _SAMPLE])
    rows: list[tuple[Cell, ...]] = []
    numbers: list[int] = []
    shared: dict[str, Cell] = {"": EMPTY}
    for number, record in enumerate(records(text, delimiter, start), 2 if start else 1):
        while record and not record[-1].strip():
            record.pop()
        if not record:
            continue
        if len(rows) >= MAX_ROWS:
            raise Refused(msg("The file has more than {rows} rows. Split it into several files.", rows=MAX_ROWS))
        rows.append(tuple([_cell(field, shared) for field in record]))
        numbers.append(number)
    return Sheet(name, tuple(rows), tuple(numbers)), encoding, delimiter


def _cell(field: str, shared: dict[str, Cell]) -> Cell:
    cell = shared.get(field)
    if cell is None:
        cell = Cell(field[1:] if field[0] == "'" and _GUARDED.match(field) else field)
        if len(field) < 20:
            shared[field] = cell
    return cell


def records(text: str, delimiter: str, start: int = 0) -> Iterator[list[str]]:
    """The records of a text; line breaks inside quotation marks become plain line feeds."""
    at, end, number = start, len(text), 1
    quote = text.find('"', at)
    while at < end:
        line = _LINE.match(text, at)
        assert line is not None  # the pattern matches everywhere
        if quote < 0 or quote >= line.end(1):
            record, at = line[1].split(delimiter), line.end()
        else:
            record, at = _quoted_record(text, at, delimiter, number)
            quote = text.find('"', at)
        if len(record) > MAX_COLUMNS:
            raise Refused(msg("Row {row} has more than {limit} columns. Check the separator.",
                              row=str(number), limit=MAX_COLUMNS))
        for field in record:
            if len(field) > MAX_FIELD:
                raise Refused(msg("Row {row}: one field is longer than {limit} characters. Shorten it, or check "
                                  "the quotation marks around it.", row=str(number), limit=MAX_FIELD))
        yield record
        number += 1


def _quoted_record(text: str, at: int, delimiter: str, number: int) -> tuple[list[str], int]:
    """One record that holds quotation marks, and where the next begins."""
    quoted, plain = _patterns(delimiter)
    record: list[str] = []
    while True:
        if text.startswith('"', at):
            found = quoted.match(text, at)
            if found is None:
                raise Refused(msg("Row {row}: a quotation mark is opened and never closed. "
                                  "Correct it in the file and try again.", row=str(number)))
            field = (found[1].replace('""', '"') if '""' in found[1] else found[1]) + found[2]
            if "\r" in field:
                field = _BREAKS.sub("\n", field)
        else:
            found = plain.match(text, at)
            assert found is not None  # the pattern matches everywhere
            field = found[1]
        record.append(field)
        at = found.end()
        if found[found.lastindex or 1] != delimiter or len(record) > MAX_COLUMNS:
            return record, at


@lru_cache(maxsize=16)
def _patterns(delimiter: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    d = re.escape(delimiter)
    end = rf"({d}|\r{{0,2}}\n|\r|\Z)"
    return (re.compile(rf'"((?>[^"]*(?:""[^"]*)*+))"([^{d}\r\n]*){end}'), re.compile(rf"([^{d}\r\n]*){end}"))


def find_delimiter(sample: str) -> str:
    """The separator whose number is most alike in all records of the sample; comma when none occurs."""
    best, best_score = ",", 0.0
    for candidate in DELIMITERS:
        counts = _counts(sample, candidate)
        if not counts:
            continue
        usual = Counter(counts)
        usual.pop(0, None)
        if not usual:
            continue
        fields, rows = max(usual.items(), key=lambda item: (item[1] * min(item[0], 3), item[0]))
        score = rows / len(counts) * (1 + min(fields, 20) / 40)
        if score > best_score:
            best, best_score = candidate, score
    return best


def _counts(sample: str, delimiter: str) -> list[int]:
    """How often the separator stands in each record that is not blank, outside of quotation marks."""
    counts: list[int] = []
    count, quoted, fresh, blank = 0, False, True, True
    for token in re.findall(rf'"+|[\r\n]+|{re.escape(delimiter)}|[^"\r\n{re.escape(delimiter)}]+', sample):
        if token[0] == '"':
            if quoted:
                quoted = len(token) % 2 == 0
            elif fresh:
                quoted = len(token) % 2 == 1
            fresh, blank = False, False
        elif quoted:
            continue
        elif token[0] in "\r\n":
            if not blank:
                counts.append(count)
            count, fresh, blank = 0, True, True
        elif token == delimiter:
            count += 1
            fresh = True
        else:
            fresh, blank = False, blank and not token.strip()
    # the last record may be cut off
    if not blank and (not counts or (not quoted and count >= counts[-1])):
        counts.append(count)
    return counts
