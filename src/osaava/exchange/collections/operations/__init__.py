"""Every write of collections."""

from osaava.exchange.collections.operations.conflicts import resolve_conflict
from osaava.exchange.collections.operations.creating import change_facts, choose_licence, create_collection
from osaava.exchange.collections.operations.curating import (
    accept_chunk,
    accept_chunks,
    drop_chunk,
    edit_chunk,
    merge_with_next,
    move_chunk,
    reopen_chunk,
    restore_chunk,
    split_chunk,
)
from osaava.exchange.collections.operations.files import PICTURES, add_any_file, add_file, start_reading
from osaava.exchange.collections.operations.history import undo
from osaava.exchange.collections.operations.publishing import make_path, publish_accepted, summary_of
from osaava.exchange.collections.operations.reading import read_source
from osaava.exchange.collections.operations.removing import remove_collection, remove_source, sweep_files
from osaava.exchange.collections.operations.running import read_portion, read_waiting, take_up_again

__all__ = [
    "PICTURES",
    "accept_chunk",
    "accept_chunks",
    "add_any_file",
    "add_file",
    "change_facts",
    "choose_licence",
    "create_collection",
    "drop_chunk",
    "edit_chunk",
    "make_path",
    "merge_with_next",
    "move_chunk",
    "publish_accepted",
    "read_portion",
    "read_source",
    "read_waiting",
    "remove_collection",
    "remove_source",
    "reopen_chunk",
    "resolve_conflict",
    "restore_chunk",
    "split_chunk",
    "start_reading",
    "summary_of",
    "sweep_files",
    "take_up_again",
    "undo",
]
