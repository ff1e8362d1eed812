"""Rows of the sample about blind review: redacted copies of texts, and what becomes of documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from incubator_gui.db.schema import Document, DocumentClearance, RedactedText
from incubator_gui.domain.redacting import Whose, redact
from incubator_gui.services.redaction_read import TEXTS, digest
from incubator_gui.services.sample.content import Ids, Row
from incubator_gui.services.sample.papers import plan
from incubator_gui.services.sample.rows import Rows

UNTOUCHED = frozenset({5, 6})
"""Places of applications left for those who try it out; none is Tobias Kessler's, whose package the tour sends."""

Keep = Callable[[bytes], str]


def whose(firm: Row) -> Whose:
    """By what the applicant can be recognised."""
    people = firm.get("people", [])
    return Whose(tuple(name for key in ("legal_name", "trade_name", "chinese_name") if (name := firm.get(key))),
                 tuple(name for one in people for key in ("full_name", "chinese_name") if (name := one.get(key))),
                 tuple(one["email"] for one in people if one.get("email")),
                 (firm["website"],) if firm.get("website") else ())


def blind_rows(applications: Sequence[Row], firms: Sequence[Row], ids: Ids, keep: Keep) -> Rows:
    """Copies of all texts of the applications under review, plans without names, decks withheld."""
    by_key = {one["key"]: one for one in firms}
    reviewed = [one for one in applications if any(each["kind"] == "business_plan" for each in one["documents"])]
    for place, one in enumerate(reviewed):
        if place in UNTOUCHED:
            continue
        firm, id = by_key[one["company"]], ids.get("application", one["key"])
        about, made = whose(firm), {"made_at": ids.moment(2), "made_by": next(iter(ids.names.values()))}
        texts = {key: one.get(key) for key in TEXTS} | {
            f"answer:{ids.get('question', one['call'] + '.' + key)}": text for key, text in one["answers"].items()}
        for field, text in texts.items():
            if text:
                yield RedactedText, {"application_id": id, "field": field, "text": redact(text, about),
                                     "based_on": digest(text)} | made
        for document in one["documents"]:
            replacement = None
            if document["kind"] == "business_plan":
                content = plan(firm, one, document, about).pdf()
                replacement = ids.make("blind", one["key"])
                yield Document, {
                    "id": replacement, "company_id": None, "application_id": id, "person_id": None,
                    "kind": "business_plan", "title": document["title"], "file_name": "plan-blind.pdf",
                    "media_type": "application/pdf", "size": len(content), "sha256": keep(content),
                    "dated_on": ids.day(document.get("dated_ago")), "added_at": ids.moment(2),
                    "added_by": next(iter(ids.names.values()))}
            yield DocumentClearance, {
                "document_id": ids.get("document", f"{one['key']}.{document['file_name']}"),
                "state": "withheld" if replacement is None else "replaced", "replacement_id": replacement,
                "decided_at": ids.moment(2), "decided_by": next(iter(ids.names.values()))}
