"""Columns of the part: reviewers, the log, returned files and their reviews."""

from __future__ import annotations

from incubator_gui.core.languages import NAMES, current
from incubator_gui.core.messages import msg, pmsg, text
from incubator_gui.domain.review_words import REVIEW_STATES, WAYS
from incubator_gui.itemmodels.columns import Column, Row
from incubator_gui.services.review_packages import PackageRow, Planned, ReviewerState
from incubator_gui.services.review_returns import VERDICTS, ApplicationRun, FileRun
from incubator_gui.views.review.packages.words import (
    LANGUAGES,
    PROTECTIONS,
    VERDICT_MARKS,
    file_mark,
    file_words,
    size_words,
)


def reviewer_columns() -> tuple[Column, ...]:
    """Who, how far, and what left for them last; a row is id and `ReviewerState`."""
    def of(row: Row) -> ReviewerState:
        found: ReviewerState = row[1]
        return found

    def last(row: Row) -> PackageRow | None:
        return of(row).last

    return (
        Column("name", pmsg("column", "Reviewer"), lambda row: of(row).name, width=170, strong=True),
        Column("assigned", msg("Assigned"), lambda row: of(row).assigned, "number", 92, link=True, searched=False),
        Column("done", msg("Done"), lambda row: of(row).done, "number", 72, searched=False),
        Column("open", msg("Open reviews"), lambda row: of(row).open, "number", 116, searched=False),
        Column("overdue", msg("Overdue"), lambda row: of(row).overdue, "number", 96, searched=False,
               mark=lambda row: ("clock", "error") if of(row).overdue else None,
               tone=lambda row: "error" if of(row).overdue else "muted"),
        Column("last", msg("Last sent"), lambda row: one.made_at if (one := last(row)) else None, "date", 140),
        Column("way", msg("Way"), lambda row: one.way if (one := last(row)) else None, "choice", 140, labels=WAYS,
               order=tuple(WAYS)),
        Column("due", msg("Due on"), lambda row: one.due_on if (one := last(row)) else None, "date", 116),
        Column("returned", msg("Came back"), lambda row: one.returned_at if (one := last(row)) else None, "date", 140,
               mark=lambda row: ("circle-check", "success") if last(row) and not of(row).waiting else None),
        Column("packages", msg("Packages"), lambda row: of(row).packages, "number", 96, searched=False, hidden=True),
        Column("key", msg("Key known"), lambda row: "yes" if of(row).has_key else "no", "choice", 96,
               labels={"yes": msg("yes"), "no": msg("no")}, hidden=True),
        Column("email", msg("E-mail"), lambda row: of(row).email or None, width=190, hidden=True),
        Column("language", msg("Language"), lambda row: of(row).language, "choice", 96,
               labels={**LANGUAGES, "": msg("not given")}, hidden=True),
    )


def log_columns() -> tuple[Column, ...]:
    """What left the house; a row is id and `PackageRow`."""
    def of(row: Row) -> PackageRow:
        found: PackageRow = row[1]
        return found

    return (
        Column("reviewer", pmsg("column", "Reviewer"), lambda row: of(row).reviewer, width=160, strong=True),
        Column("made", msg("Sent"), lambda row: of(row).made_at, "date", 140),
        Column("way", msg("Way"), lambda row: of(row).way, "choice", 140, labels=WAYS, order=tuple(WAYS)),
        Column("applications", msg("Applications"), lambda row: of(row).applications, "number", 108, searched=False),
        Column("language", msg("Language"), lambda row: of(row).language, "choice", 96, labels=dict(NAMES)),
        Column("protection", msg("Protection"), lambda row: of(row).protection, "choice", 140, labels=PROTECTIONS),
        Column("blind", msg("Names hidden"), lambda row: "yes" if of(row).is_blind else "no", "choice", 116,
               labels={"yes": msg("yes"), "no": msg("no")}),
        Column("due", msg("Due on"), lambda row: of(row).due_on, "date", 116),
        Column("returned", msg("Came back"), lambda row: of(row).returned_at, "date", 140,
               mark=lambda row: ("circle-check", "success") if of(row).returned_at else None),
        Column("returns", msg("Returns"), lambda row: of(row).returns, "number", 84, searched=False, hidden=True),
        Column("file", msg("File"), lambda row: of(row).file_name, width=200),
        Column("by", msg("Made by"), lambda row: of(row).made_by or None, width=120, hidden=True),
        Column("sha256", msg("Checksum"), lambda row: of(row).sha256, width=160, hidden=True),
    )


def plan_columns() -> tuple[Column, ...]:
    """What each reviewer would get; a row is id, `Planned` and what the protection is."""
    def of(row: Row) -> Planned:
        found: Planned = row[1]
        return found

    def trouble(row: Row) -> str | None:
        one = of(row)
        if one.why_not is not None:
            return text(one.why_not)
        if not one.applications:
            return text(msg("nothing to send"))
        if one.gaps:
            return text(one.gaps[0].what)
        return None

    return (
        Column("name", pmsg("column", "Reviewer"), lambda row: of(row).name, width=170, strong=True,
               mark=lambda row: ("circle-x", "error") if trouble(row) else ("circle-check", "success")),
        Column("applications", msg("Applications"), lambda row: of(row).applications, "number", 100),
        Column("size", msg("Documents"), lambda row: of(row).size if of(row).documents else None, "number", 104,
               show=size_words, tip=lambda row: current().number(of(row).documents)),
        Column("due", msg("Due on"), lambda row: of(row).due_on, "date", 136),
        Column("language", msg("Language"), lambda row: of(row).language, "choice", 84, labels=dict(NAMES)),
        Column("note", msg("Remark"), lambda row: trouble(row) or row[2] or None, width=330,
               tone=lambda row: "error" if trouble(row) else "text", tip=lambda row: trouble(row) or ""),
    )


def made_columns() -> tuple[Column, ...]:
    """What was written; a row is id, reviewer, file and passphrase."""
    return (
        Column("name", pmsg("column", "Reviewer"), 1, width=150, strong=True),
        Column("file", msg("File"), 2, width=230),
        Column("passphrase", msg("Passphrase"), lambda row: row[3] or None, width=210),
    )


def file_columns() -> tuple[Column, ...]:
    """Returned files; a row is a number and `FileRun`."""
    def of(row: Row) -> FileRun:
        found: FileRun = row[1]
        return found

    return (
        Column("file", msg("File"), lambda row: of(row).name, width=150, strong=True,
               mark=lambda row: file_mark(of(row)), tip=lambda row: str(of(row).path)),
        Column("reviewer", pmsg("column", "Reviewer"), lambda row: of(row).reviewer_name or None, width=110,
               hidden=True),
        Column("result", msg("Result"), lambda row: file_words(of(row)), width=168,
               tone=lambda row: "error" if of(row).refused is not None else "warning" if of(row).conflicts else "text"),
        Column("way", msg("Way"), lambda row: of(row).way or None, "choice", 120, labels=WAYS, hidden=True),
        Column("returned", msg("Written on"), lambda row: of(row).returned_at, "date", 140, hidden=True),
        Column("merged", msg("Merged before"), lambda row: of(row).merged_at, "date", 140, hidden=True),
    )


def review_columns() -> tuple[Column, ...]:
    """The reviews of a file; a row is id and `ApplicationRun`."""
    def of(row: Row) -> ApplicationRun:
        found: ApplicationRun = row[1]
        return found

    def note(row: Row) -> str | None:
        notes = sorted(of(row).notes, key=lambda one: not one.is_grave)
        return text(notes[0].message) if notes else None

    return (
        Column("number", msg("No."), lambda row: of(row).number, "number", 60,
               show=lambda value: f"{value:04d}" if isinstance(value, int) else ""),
        Column("title", msg("Application"), lambda row: of(row).title, width=150, strong=True),
        Column("verdict", msg("Result"), lambda row: of(row).verdict, "choice", 124, labels=VERDICTS,
               order=tuple(VERDICTS), mark=lambda row: VERDICT_MARKS[of(row).verdict]),
        Column("taken", pmsg("answers", "Taken"), lambda row: of(row).taken, "number", 84, searched=False),
        Column("conflicts", msg("To be chosen"), lambda row: len(of(row).conflicts) or None, "number", 108,
               searched=False),
        Column("after", pmsg("review", "State after"), lambda row: of(row).after, "choice", 110, labels=REVIEW_STATES),
        Column("note", msg("Remark"), note, width=260,
               tone=lambda row: "error" if any(one.is_grave for one in of(row).notes) else "text"),
    )
