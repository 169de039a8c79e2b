"""Log lines that cannot be forged: control characters from requests never reach the log as they are (reliability, row L4)."""

import logging

_CONTROL = {code: f"\\x{code:02x}" for code in [*range(32), 127, *range(128, 160)] if code not in (10, 9)}


class OneLineFormatter(logging.Formatter):
    """Escapes control characters in the message; only a traceback may have several lines."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        record.message = record.message.translate(_CONTROL).replace("\n", "\\n").replace("\t", " ")
        return super().formatMessage(record)
