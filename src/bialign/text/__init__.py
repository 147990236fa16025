"""Text as it comes: decoding, normalisation with offsets kept, scripts, numerals."""
