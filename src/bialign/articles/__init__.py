"""News articles read as newsrooms write them: text or HTML in, typed fragments out."""

from bialign.articles.fragmenter import fragment_article
from bialign.articles.reader import parse_article, read_article

__all__ = ["fragment_article", "parse_article", "read_article"]
