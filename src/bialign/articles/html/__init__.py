"""Saved web pages of news sites: their metadata, captions and body read into articles."""

from bialign.articles.html.reading import parse_html

__all__ = ["parse_html"]
