"""Units as Markdown files, both ways (docs/reference/content-format.md). Pure functions: no database, no disk.

`read_unit(write_unit(data)) == data`, and `write_unit(read_unit(files)) == files` for files in canonical form. Whatever the browser editor
saves goes through `canonical`, so nothing can be stored that the format could not carry.
"""

from osaava.library.markdown.files import read_path, read_unit
from osaava.library.markdown.front_matter import FormatError
from osaava.library.markdown.reader import read_blocks
from osaava.library.markdown.writer import write_blocks, write_path, write_unit

__all__ = ["FormatError", "canonical", "read_blocks", "read_path", "read_unit", "write_blocks", "write_path", "write_unit"]


def canonical(blocks: list[dict]) -> list[dict]:
    """The blocks as they come back from a Markdown file: neighbouring texts join, a heading typed into a text becomes one."""
    return read_blocks(write_blocks(blocks))
