"""News articles read as newsrooms write them: text or HTML in, typed fragments out."""
