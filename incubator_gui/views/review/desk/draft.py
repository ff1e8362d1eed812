"""What is on a form and what of it is stored, field by field; no Qt in here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from incubator_gui.domain.clean_text import clean_text
from incubator_gui.domain.review_form import Given, ReviewForm, form_of
from incubator_gui.domain.rubric import Rubric


@dataclass(frozen=True, slots=True)
class Draft:
    """`seen` is the form as it was last read or stored here, `now` what stands in the fields."""

    seen: ReviewForm
    now: ReviewForm

    @property
    def dirty(self) -> bool:
        """Whether something typed is not stored; blanks at the ends of texts are nothing."""
        return tidy(self.now) != tidy(self.seen)

    def edited(self, form: ReviewForm) -> Draft:
        """With something else in the fields."""
        return replace(self, now=form)

    def stored(self, form: ReviewForm) -> Draft:
        """This form is stored now; what was typed since stays."""
        return replace(self, seen=form)

    def rebased(self, stored: ReviewForm) -> Draft:
        """Something was read: what was typed stays, the rest follows.

        Where others changed what was typed over, `seen` stays, so that saving finds the clash.
        """
        seen, now, there = tidy(self.seen).fields(), tidy(self.now).fields(), stored.fields()
        mine = {name for name in seen.keys() | now.keys() if seen.get(name) != now.get(name)}
        if not mine:
            return self if tidy(self.now) == tidy(stored) else Draft(stored, stored)
        clash = {name for name in mine
                 if there.get(name) != seen.get(name) and there.get(name) != now.get(name)}
        base = _over(there, seen, clash)
        if "stance" in clash or "finished" in clash:  # no clash worth asking about: the person's own word holds
            base = _over(base, there, ("stance", "finished"))
        typed = self.now.fields()
        return Draft(_form(base, stored), _form(_over(there, typed, mine), stored))

    def settled(self, stored: ReviewForm, mine: Collection[str]) -> Draft:
        """After a clash: the fields `mine` stay as they are here, the others are taken from what is stored."""
        seen, now, there = tidy(self.seen).fields(), self.now.fields(), stored.fields()
        typed = {name for name in seen.keys() | now.keys() if seen.get(name) != now.get(name)}
        theirs = {name for name in typed if there.get(name) != seen.get(name)} - set(mine)
        return Draft(stored, _form(_over(there, now, typed - theirs), stored))


def tidy(form: ReviewForm) -> ReviewForm:
    """A form as it is stored: its texts made harmless, without blanks at their ends."""
    return replace(form_of((key, replace(one, remark=clean_text(one.remark))) for key, one in form.given),
                   comment=clean_text(form.comment), private_comment=clean_text(form.private_comment),
                   reason=clean_text(form.reason), confidence=form.confidence, stance=form.stance,
                   finished=form.finished, notes=tuple(one.tidied() for one in form.notes))


def _over(base: Mapping[str, str], other: Mapping[str, str], names: Collection[str]) -> dict[str, str]:
    """`base` with the fields `names` as `other` has them, blank ones too."""
    out = {name: value for name, value in base.items() if name not in names}
    out.update({name: other[name] for name in names if name in other})
    return out


def _form(fields: Mapping[str, str], fallback: ReviewForm) -> ReviewForm:
    try:
        return ReviewForm.of_fields(fields)
    except ValueError:  # what somebody else stored may be of a newer kind: theirs is shown whole
        return fallback


def giving(form: ReviewForm, rubric: Rubric, key: str, given: Given) -> ReviewForm:
    """The form with another answer; one that was finished and now lacks a required answer is open again."""
    new = form.giving(key, given)
    return replace(new, finished=False) if new.finished and new.score(rubric).missing else new
