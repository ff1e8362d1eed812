"""What stands on the pages of text: answers, what changed, what others wrote."""

from __future__ import annotations

from collections.abc import Iterator

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, nmsg, text, tr
from incubator_gui.domain.review_desk import DeskPaper, OtherReview
from incubator_gui.domain.review_form import ReviewForm
from incubator_gui.domain.review_words import CONFIDENCES, REVIEW_STATES
from incubator_gui.domain.rubric import Rubric
from incubator_gui.views.review.desk import note_words, words
from incubator_gui.widgets.text_page import Line


def answers(paper: DeskPaper, *, blind: bool = False) -> Iterator[Line]:
    """The fields, then question and answer; a blind phase shows no text that was not redacted."""
    yield Line("title", words.name_of(paper.row))
    for one in paper.fields:
        if one.text.strip():
            yield Line("label", text(one.label))
            yield Line("body", one.text.strip())
    if paper.answers:
        yield Line("panel", tr("Answers"))
    for one in paper.answers:
        yield Line("strong", text(one.label))
        yield Line("body", one.text.strip()) if one.text.strip() else Line("muted", tr("not answered"))
    if blind and not paper.answers:
        yield Line("muted", tr("Texts that were not redacted yet are not shown while names are hidden."))
    elif not paper.fields and not paper.answers:
        yield Line("muted", tr("This application has no answers. Look at its documents."))


def changes(paper: DeskPaper) -> Iterator[Line]:
    """Each field before and now."""
    yield Line("title", tr("What changed since your review"))
    yield Line("muted", tr("You reviewed version {before}; this is version {now}.", before=paper.reviewed_version,
                           now=paper.version))
    for one in paper.changes:
        yield Line("strong", text(one.label))
        if one.before.strip():
            yield Line("before", one.before.strip())
        yield Line("now", one.now.strip()) if one.now.strip() else Line("muted", tr("removed"))
    if not paper.changes:
        yield Line("muted", tr("No field that you see is another one now; documents or hidden fields may be."))


def others(paper: DeskPaper, mine: ReviewForm) -> Iterator[Line]:
    """Each review of the others, beside one's own marks."""
    yield Line("title", tr("Reviews of others"))
    if not paper.others:
        yield Line("muted", tr("Nobody else has reviewed this application yet."))
    for number, one in enumerate(paper.others):
        yield from _other(paper.rubric, one, mine, number + 1)


def _other(rubric: Rubric, one: OtherReview, mine: ReviewForm, number: int) -> Iterator[Line]:
    name = one.name or tr("Reviewer {number}", number=number)
    score = f"{words.score_words(rubric, one.score, 2)} {words.of_words(rubric)}" if one.score is not None else ""
    sure = CONFIDENCES.get(one.form.confidence or 0)
    yield Line("panel", current().joined((name, score)))
    yield Line("label", current().joined((text(REVIEW_STATES[one.state]), text(sure) if sure else "")))
    for criterion in rubric.criteria:
        theirs, own = one.form.of(criterion.key), mine.of(criterion.key)
        if theirs.is_blank:
            continue
        mark = tr("abstains") if theirs.abstained else (
            words.mark_words(theirs.mark) if theirs.mark is not None else "–")
        beside = tr("{mark} (you {own})", mark=mark, own=words.mark_words(own.mark)) if own.mark is not None else mark
        yield Line("body", current().labelled(words.name(criterion), beside))
        if theirs.remark:
            yield Line("muted", theirs.remark)
    yield from note_words.of_others(one.form.notes)
    if one.form.comment:
        yield Line("label", tr("Comment for the committee"))
        yield Line("body", one.form.comment)


def hidden(sees_others: str, count: int | None) -> Message:
    """Why the reviews of others are not shown."""
    if sees_others == "never":
        return msg("In this phase reviewers do not see what others wrote.")
    if count is None:
        return msg("You see what others wrote as soon as your own review is finished.")
    if count == 0:
        return msg("Nobody else has reviewed this application yet. You see their reviews when yours is finished.")
    return nmsg("There is {n} other review. You see it as soon as your own is finished.",
                "There are {n} other reviews. You see them as soon as your own is finished.", count)
