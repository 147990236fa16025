"""Articles are cut into typed fragments that tile their text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bialign.articles import fragment_article
from bialign.errors import ArticleError


def kinds(text, **options):
    return [(fragment.kind.value, fragment.text) for fragment in fragment_article(text, **options)]


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_any_text_gives_an_article_that_tiles_it_or_a_clear_error(text):
    if not text.replace("\ufeff", "").strip():
        with pytest.raises(ArticleError, match="is empty"):
            fragment_article(text)
    else:
        assert fragment_article(text).text == text
