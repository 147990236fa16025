"""News articles read as newsrooms write them: text or HTML in, typed fragments out."""

from bialign.articles.fragmenter import fragment_article
from bialign.articles.reader import read_article

__all__ = ["fragment_article", "read_article"]
