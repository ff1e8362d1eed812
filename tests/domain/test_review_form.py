from __future__ import annotations

import pytest

from incubator_gui.domain.review_form import ReviewForm


@pytest.mark.parametrize("mark", ["1e999999999", "1e-999999999", "NaN", "-Infinity", "four", "1" * 13])
def test_a_mark_that_would_fill_the_memory_as_text_is_none(mark: str) -> None:
    with pytest.raises(ValueError, match="no mark"):
        ReviewForm.of_fields({"mark.team": mark})
