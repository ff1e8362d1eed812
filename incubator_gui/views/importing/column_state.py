"""How each column stands, from the proposals and the plan."""

from __future__ import annotations

from incubator_gui.core.languages import current
from incubator_gui.core.messages import ntr, text, tr
from incubator_gui.domain.clean_text import clean_line
from incubator_gui.exchange.columns import Proposal
from incubator_gui.exchange.header_names import normalise_header
from incubator_gui.exchange.mapping import SKIP
from incubator_gui.views.importing.column_row import ColumnState
from incubator_gui.views.importing.facts import Planned
from incubator_gui.views.importing.kinds import ALL_FIELDS, AnySource, kind_of

FEW = 0.2
"""The share of refused cells up to which the cells are to blame, not the choice of the field."""
SURE = 0.8
"""Below this a proposal asks for a look."""


def column_state(source: AnySource, proposal: Proposal, facts: Planned | None) -> ColumnState:
    """Icon, colour and the reason."""
    choice = source.mapping.choice(proposal.index)
    own = choice != proposal.choice
    why = tr("as you or somebody before you chose") if own else text(proposal.why)
    if choice == SKIP:
        return ColumnState("circle-slash", "muted", tr("Not imported: {why}.", why=why))
    if choice not in ALL_FIELDS:
        return ColumnState("message-square", "muted", tr("Kept as an answer: {why}.", why=why))
    refused = facts.refused.get(proposal.index, 0) if facts is not None else 0
    unknown = facts.unknown.get(proposal.index, 0) if facts is not None else 0
    unread = ntr("{n} cell cannot be read as “{field}”.", "{n} cells cannot be read as “{field}”.", refused,
                 field=ALL_FIELDS[choice].label) if refused else ""
    if refused > proposal.filled * FEW:
        return ColumnState("triangle-alert", "warning", unread)
    if unknown:
        return ColumnState("triangle-alert", "warning",
                           ntr("{n} cell holds a word that is new.", "{n} cells hold words that are new.", unknown))
    if not own and proposal.confidence < SURE and not source.remembered:
        return ColumnState("triangle-alert", "warning",
                           tr("Look whether this is right ({percent} sure): {why}.",
                              percent=current().percent(proposal.confidence), why=why))
    known = tr("Recognised: {why}.", why=why)
    return ColumnState("circle-check", "success", f"{known} {unread}".strip())


def sample_text(source: AnySource, proposal: Proposal) -> str:
    """What stands in the column; a word of a choice with what it means."""
    labels = kind_of(source).word_fields.get(source.mapping.choice(proposal.index))
    if labels is not None:
        key = source.mapping.words.get(normalise_header(clean_line(proposal.sample)))
        if key:
            return f"{proposal.sample} → {text(labels[key])}" if key in labels else proposal.sample
    return proposal.sample
