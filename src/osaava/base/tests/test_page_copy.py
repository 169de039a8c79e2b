"""A page put together from pieces is a true gzip stream, and each view gets its own keys."""

import gzip
import uuid
import zlib

import pytest

from osaava.base.page_copy import PageCopy, combine, shift


@pytest.mark.parametrize("lengths", [(0, 5), (5, 0), (1, 1), (32, 70_000), (70_000, 32)])
def test_combined_checksum_is_that_of_the_whole(lengths):
    first, second = (bytes(range(256)) * 300)[: lengths[0]], (b"campus" * 20_000)[: lengths[1]]
    assert combine(zlib.crc32(first), zlib.crc32(second), shift(len(second))) == zlib.crc32(first + second)


@pytest.mark.parametrize("size", [0, 1, 100, 100_000])
def test_page_without_keys_comes_back_as_it_was(size):
    body = ("Ääkkösiä ja muuta. " * (size // 19 + 1))[:size].encode()
    copy = PageCopy(body)
    assert not copy.has_holes
    assert gzip.decompress(copy.compressed()) == copy.plain() == body


def test_every_view_has_fresh_keys_in_the_same_places():
    one, two = uuid.uuid4().hex, uuid.uuid4().hex
    body = f'<input value="{one}"><p>{"teksti " * 500}</p><input value="{two}-1"><input value="{one}-l">'
    copy = PageCopy(body.encode(), [one, two, uuid.uuid4().hex])
    seen = set()
    for _ in range(3):
        page = gzip.decompress(copy.compressed()).decode()
        first, second = page[14:46], page.split('value="')[2][:32]
        assert page == body.replace(one, first).replace(two, second)
        seen |= {first, second}
    assert len(seen) == 6
    assert not seen & {one, two}
