"""From bytes and files to text."""

import pytest

from bialign.errors import DecodingError
from bialign.text.decoding import read_text


@pytest.mark.parametrize("path", ["\ud800.txt", "a\0b"])
def test_a_path_that_no_file_can_have_is_told_in_a_sentence(path):
    with pytest.raises(DecodingError, match="cannot be the name of a file"):
        read_text(path)
