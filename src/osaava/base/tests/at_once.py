"""Things that happen at the same moment, for stories on a database that really runs them at once."""

import threading

from django.db import connections


def at_once(*acts):
    """Run the acts in threads that start together; returns what each gave or raised."""
    start, found = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        start.wait()
        try:
            found[place] = act()
        except Exception as error:
            found[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found
