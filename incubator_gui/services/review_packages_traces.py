"""Documents of blind packages without what they tell of their maker: properties of a file often name the company."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import msg
from incubator_gui.domain.review_package import PackageApplication, PackageDocument
from incubator_gui.services.review_packages_content import Parcel
from incubator_gui.services.review_packages_ways import Stop, digest
from incubator_gui.services.reviews_notes import outward


@contextlib.contextmanager
def nameless(parcels: Sequence[Parcel], documents: Mapping[str, Path], stop: Stop
             ) -> Iterator[tuple[tuple[Parcel, ...], Mapping[str, Path]]]:
    """The parcels, those of a blind phase with cleaned documents, and where all documents lie for the while.

    Raises Refused for one that cannot be cleaned.
    """
    from incubator_gui.exchange.document_traces import without_traces

    wanted = {document.sha256: (application.number, document) for parcel in parcels
              if parcel.planned.is_blind and parcel.content is not None
              for application in parcel.content.applications for document in application.documents
              if document.sha256 in documents}
    if not wanted:
        yield tuple(_cleaned(parcel, {}) for parcel in parcels), documents
        return
    with tempfile.TemporaryDirectory(prefix="incubator-documents-", ignore_cleanup_errors=True) as folder:
        targets = {sha: Path(folder) / sha for sha in wanted}
        failed = without_traces({documents[sha]: target for sha, target in targets.items()}, stop=stop)
        for sha, (number, document) in wanted.items():
            if (why := failed.get(documents[sha])) is not None:
                raise Refused(msg("Application {number}: what “{title}” tells of its author cannot be taken out: "
                                  "{reason}. Names are hidden in this phase: replace or withhold it under “Blind "
                                  "copies”.",
                                  number=f"{number:04d}", title=document.title, reason=why))
        fresh = {sha: digest(target) for sha, target in targets.items()}
        clean = {sha: replace(document, sha256=fresh[sha], size=targets[sha].stat().st_size)
                 for sha, (_number, document) in wanted.items()}
        yield (tuple(_cleaned(parcel, clean) for parcel in parcels),
               {**documents, **{fresh[sha]: target for sha, target in targets.items()}})


def _cleaned(parcel: Parcel, clean: Mapping[str, PackageDocument]) -> Parcel:
    if not parcel.planned.is_blind or parcel.content is None:
        return parcel

    pairs = {document.sha256: [clean.get(document.sha256, document).sha256, document.title]
             for one in parcel.content.applications for document in one.documents}

    def part(one: PackageApplication) -> PackageApplication:
        found = ((document, clean.get(document.sha256, document)) for document in one.documents)
        return replace(one, base=outward(one.base, pairs), documents=tuple(
            replace(document, sha256=other.sha256, size=other.size) for document, other in found))

    applications = tuple(part(one) for one in parcel.content.applications)
    return replace(parcel, content=replace(parcel.content, applications=applications),
                   manifest={**(parcel.manifest or {}), "documents": pairs})
