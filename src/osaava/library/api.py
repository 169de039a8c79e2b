"""The door of the library app.

Reads: `published_units`, `units_by_ids`, `unit_page` and their kin. Writes: `save_version`, `publish_unit` and theirs; each takes `by=`, and
`by=None` is the system itself. Pages of higher apps join through `house_extras` and `unit_extras` (library/extras.py), answers to blocks
are read and judged by `value_from_post` and `grade` (library/quiz.py).
"""

from osaava.library.authoring.extras import production_extras
from osaava.library.authoring.merge import merge_blocks
from osaava.library.blocks import (
    MAX_BLOCKS,
    MAX_CELLS,
    MAX_ITEMS,
    MAX_LINE,
    MAX_TEXT,
    WORDS_A_MINUTE,
    clean_blocks,
    interactive,
    plain_text,
    reckon_minutes,
    web_address,
    word_count,
)
from osaava.library.compare import Row as DiffRow
from osaava.library.compare import word_diff
from osaava.library.data import CompetenceStep, LevelNeed, Problem, TextData, UnitData
from osaava.library.enums import BlockKind, Licence, OrderState, QuizKind, TextStatus
from osaava.library.errors import InvalidUnit, NotReady, OrderProblem, StaleVersion
from osaava.library.extras import house_extras, unit_extras
from osaava.library.facts import UnitPublished, UnitRenamed, UnitWithdrawn, WorkOrderDone
from osaava.library.markdown import FormatError, read_blocks, read_path, read_unit, write_blocks, write_path, write_unit
from osaava.library.media import FileRefused
from osaava.library.models import MediaFile, Unit, UnitVersion, WorkOrder
from osaava.library.operations import (
    load_starter_units,
    publish_unit,
    publishing_gaps,
    rename_unit,
    restore_version,
    save_version,
    store_media,
    withdraw_unit,
)
from osaava.library.orders.operations import (
    answer_work_order,
    create_work_order,
    release_work_order,
    take_work_order,
    withdraw_work_order,
)
from osaava.library.orders.queries import live_kinds, orders_by_thread, work_order_for, work_orders
from osaava.library.presentation import unit_context
from osaava.library.queries import (
    PublishedText,
    UnitPage,
    UnitRow,
    UnitToPlan,
    count_units,
    current_slug,
    media_bytes,
    published_steps,
    published_texts,
    published_unit_ids_by_theme,
    published_units,
    unit_by_slug,
    unit_page,
    units_by_ids,
    units_for_export,
    units_to_plan,
    units_to_write,
    version_data,
    visible_units,
)
from osaava.library.quiz import grade, is_move, state_of, value_from_post
from osaava.library.render import render_blocks, render_inline, render_markdown
from osaava.library.search import documents
from osaava.library.texts import clean_block, clean_line, markdown_parser

__all__ = [
    "MAX_BLOCKS",
    "MAX_CELLS",
    "MAX_ITEMS",
    "MAX_LINE",
    "MAX_TEXT",
    "WORDS_A_MINUTE",
    "BlockKind",
    "CompetenceStep",
    "DiffRow",
    "FileRefused",
    "FormatError",
    "InvalidUnit",
    "LevelNeed",
    "Licence",
    "MediaFile",
    "NotReady",
    "OrderProblem",
    "OrderState",
    "Problem",
    "PublishedText",
    "QuizKind",
    "StaleVersion",
    "TextData",
    "TextStatus",
    "Unit",
    "UnitData",
    "UnitPage",
    "UnitPublished",
    "UnitRenamed",
    "UnitRow",
    "UnitToPlan",
    "UnitVersion",
    "UnitWithdrawn",
    "WorkOrder",
    "WorkOrderDone",
    "answer_work_order",
    "clean_block",
    "clean_blocks",
    "clean_line",
    "count_units",
    "create_work_order",
    "current_slug",
    "documents",
    "grade",
    "house_extras",
    "interactive",
    "is_move",
    "live_kinds",
    "load_starter_units",
    "markdown_parser",
    "media_bytes",
    "merge_blocks",
    "orders_by_thread",
    "plain_text",
    "production_extras",
    "publish_unit",
    "published_steps",
    "published_texts",
    "published_unit_ids_by_theme",
    "published_units",
    "publishing_gaps",
    "read_blocks",
    "read_path",
    "read_unit",
    "reckon_minutes",
    "release_work_order",
    "rename_unit",
    "render_blocks",
    "render_inline",
    "render_markdown",
    "restore_version",
    "save_version",
    "state_of",
    "store_media",
    "take_work_order",
    "unit_by_slug",
    "unit_context",
    "unit_extras",
    "unit_page",
    "units_by_ids",
    "units_for_export",
    "units_to_plan",
    "units_to_write",
    "value_from_post",
    "version_data",
    "visible_units",
    "web_address",
    "withdraw_unit",
    "withdraw_work_order",
    "word_count",
    "word_diff",
    "work_order_for",
    "work_orders",
    "write_blocks",
    "write_path",
    "write_unit",
]
