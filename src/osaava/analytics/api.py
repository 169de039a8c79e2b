"""The door of the analytics app. It stands on top: only the project and the front of house come here."""

from osaava.analytics.operations import draw_picture, order_content, share_levels, stop_sharing_levels
from osaava.analytics.queries import Thread, latest_picture, thread_of

__all__ = ["Thread", "draw_picture", "latest_picture", "order_content", "share_levels", "stop_sharing_levels", "thread_of"]
