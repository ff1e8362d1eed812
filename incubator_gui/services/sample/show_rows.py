"""Rows of the sample about roadshows: line-ups with rehearsals and decks, and the log of packs."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from incubator_gui.db.schema import LineupEntry, PackIssue, Rehearsal, Roadshow
from incubator_gui.domain.ordering import keys
from incubator_gui.services.sample.content import Ids, Row
from incubator_gui.services.sample.rows import Rows


def roadshow_rows(roadshows: list[Row], ids: Ids) -> Rows:
    """Roadshows, who presents at them, and what left the house for them."""
    for show in roadshows:
        id, held = ids.make("roadshow", show["key"]), ids.day(show.get("held_ago"))
        if held is not None and "weekday" in show:
            held += timedelta(days=(show["weekday"] - held.weekday()) % 7)
        yield Roadshow, {
            "id": id, "name": ids.word(show["name"]), "held_on": held, "place": ids.word(show.get("place")),
            "audience": ids.word(show.get("audience")), "profile": show["profile"],
            "owner_id": ids.get("staff", show.get("owner"))} | {
                key: show.get(key) for key in ("starts_at", "ends_at", "language", "contact")}
        lineup = show["lineup"]
        for entry, position in zip(lineup, keys(len(lineup)), strict=True):
            place = ids.make("lineup", f"{show['key']}.{entry['company']}")
            yield LineupEntry, {
                "id": place, "roadshow_id": id, "company_id": ids.get("company", entry["company"]),
                "position": position, "minutes": entry["minutes"], "status": entry["status"],
                "question_minutes": entry.get("question_minutes", 0), "pause_before": entry.get("pause_before", 0),
                "topic": ids.word(entry.get("topic")),
                "document_id": ids.get("deck", entry["company"]) if entry.get("deck") else None}
            for one in entry.get("rehearsals", []):
                yield Rehearsal, {"lineup_entry_id": place, "held_on": ids.day(one["ago"]), "minutes": one["minutes"],
                                  "feedback": one["feedback"], "is_ready": one["ready"]}
        for issue in show.get("issues", []):
            name = f"{show['key']}-{issue['copy']}-{issue['language']}.pdf"
            yield PackIssue, {
                "roadshow_id": id, "edition": issue["version"], "expires_on": ids.day(issue.get("expires_ago")),
                "issued_at": ids.moment(issue["issued_ago"]), "issued_by": ids.found_name(issue["by"]),
                "sha256": hashlib.sha256(name.encode()).hexdigest(), "file_name": name} | {
                    key: issue[key] for key in ("recipient", "country", "copy", "language", "profile", "watermark",
                                                "pages")}
