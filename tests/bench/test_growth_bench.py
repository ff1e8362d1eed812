"""How computing time grows when four times as much comes: 4 where it grows with what comes, 16 with its square."""

from __future__ import annotations

import contextlib
import random
import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import msg
from incubator_gui.domain.conflicts import Candidate, Reader, findings
from incubator_gui.domain.identity import Index, company_key
from incubator_gui.domain.lexicon import Lexicon
from incubator_gui.exchange.columns import mapping_of, propose
from incubator_gui.exchange.csv_reader import find_delimiter, read_csv
from incubator_gui.exchange.headers import find_header
from incubator_gui.exchange.prepare import prepare
from incubator_gui.exchange.review_archive_json import strict
from incubator_gui.exchange.sheets import Cell, Sheet
from incubator_gui.itemmodels.columns import Column
from incubator_gui.itemmodels.index import RowIndex
from incubator_gui.reports.text import Cleaner, break_lines
from tests.bench.measure import report

MOST = 9.0
"""Between what grows with its size and what grows with its square."""

Work = Callable[[], object]


def lines_of(text: str, size: int) -> Work:
    return lambda: break_lines(Cleaner().printed((text * size)[:size]), 100, 9, language="de")


def csv(data: bytes, size: int) -> Work:
    def read() -> None:
        with contextlib.suppress(Refused):
            read_csv(data * size)

    return read


def json(piece: bytes, size: int) -> Work:
    def read() -> None:
        with contextlib.suppress(ValueError):
            strict(piece * size)

    return read


def imported(size: int) -> Work:
    head = ["Company", "Founded", "Contact", "E-mail", "Phone", "Website", "City", "Country", "Team size", "Sector",
            "Pitch", "Desks", "Tags", "Source", "Why us?", "What else?"]
    rows = [[f"Lumen{at:x} Sensorik GmbH", f"{2000 + at % 25}-{at % 12 + 1:02d}", f"Ada {at}", f"ada@lumen{at:x}.de",
             f"+49 711 {1000000 + at}", f"www.lumen{at:x}.de", "Ulm", "Germany", str(at % 40), "cloud", "We see. " * 20,
             str(at % 9), "AI; Mobility", "Fair", "Because", "no"] for at in range(size)]
    table = Sheet("s", tuple(tuple(Cell(text) for text in row) for row in (head, *rows)), tuple(range(1, size + 2)))
    header = find_header(table)
    return lambda: prepare(table, header, mapping_of(propose(table, header)))


def compared(size: int) -> Work:
    rng = random.Random(1)
    first = ["Lumen", "Fern", "Oak", "Mill", "Copper", "Hasel", "Tannen", "Grau", "Brook", "Stone", "Birch", "Alder"]
    last = ["sensorik", "autonomy", "labs", "systeme", "robotics", "analytics", "energy", "mobility", "akku"]
    keys = [company_key(at, legal_name=f"{rng.choice(first)}{rng.choice(first).lower()} {rng.choice(last)} "
                                       f"{at if at % 3 else ''} GmbH", emails=[f"a@x{at}.com"]) for at in range(size)]

    def work() -> None:
        index = Index(keys)
        for key in keys:
            index.candidates(key)

    return work


def conflicts(size: int) -> Work:
    companies = [Candidate(UUID(int=n), (f"Ladewerk {n} GmbH",), "DE", f"info@firma{n}.de", f"+49 89 {100000 + n}",
                           f"https://www.firma{n}.de", (), (f"Fonds {n}, Beteiligungen Nord GmbH",))
                 for n in range(size)]
    readers = [Reader(UUID(int=n), (f"Leser Nummer {n}",), f"leser@firma{n * 7}.de", f"+49 89 {200000 + n}",
                      f"Ladewerk {n} Gmbh") for n in range(60)]
    return lambda: list(findings(readers, companies))


def searched(size: int) -> Work:
    rng = random.Random(1)
    index = RowIndex([Column("id", msg("N"), 0, "number"), Column("name", msg("Name"), 1)])
    index.set_rows([(n, f"Company {rng.random():.6f}") for n in range(size)])
    index.warm()
    needles: Iterator[Any] = iter(str(n) for n in range(10, 10_000))
    return lambda: index.search(next(needles))


def typed(size: int) -> Work:
    names = Lexicon((UUID(int=n), (f"Firma {n} Systeme GmbH", f"上海{chr(0x4e00 + n % 900)}{n}科技"))
                    for n in range(size))
    return lambda: [names.hits("Firma 1234 Systeme mentoring 1,5h gestern 上海一", [(0, 40)]) for _ in range(50)]


CASES: dict[str, tuple[Callable[[int], Work], int]] = {
    **{f"lines of {text!r}": (lambda size, text=text: lines_of(text, size), 5_000)
       for text in ("w", "word ", "字", "(", "“", "a\n", "ä", "a-", "\u0301")},
    **{f"csv of {data!r}": (lambda size, data=data: csv(data, size), 25_000)
       for data in (b'"a""', b'"x",\n', b'"a"b,')},
    **{f"json of {data!r}": (lambda size, data=data: json(data, size), 100_000) for data in (b"[", b"0,", b'{"a":')},
    "separator": (lambda size: lambda: find_delimiter(('"' * 3 + ",;\t|'") * size), 2_500),
    "rows prepared": (imported, 2_000), "companies compared": (compared, 5_000),
    "conflicts looked for": (conflicts, 500), "rows searched": (searched, 25_000),
    "names of a quick line": (typed, 1_000)}


def cpu(work: Work, rounds: int = 3) -> float:
    """Median of the computing time."""
    work()
    took = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        took.append(time.process_time() - start)
    return statistics.median(took)


@pytest.mark.parametrize("name", CASES)
def test_growth(name: str) -> None:
    make, size = CASES[name]
    small, large = cpu(make(size)), cpu(make(4 * size))
    report(f"{name}: {1000 * small:.1f} → {1000 * large:.1f} ms of computing for {size:,} → {4 * size:,}"
           f" ({large / max(small, 1e-6):.1f}×)")
    assert large < MOST * max(small, 0.001)
