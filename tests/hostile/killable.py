"""The campus as a process that dies often: data for the kill test, a server whose children are killed and born anew, and what the database holds after.

`python -m tests.hostile.killable build|serve|held`. The parent has the product loaded and opens no database; each child serves the real WSGI
application with threads and writes its process id to standard output.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socketserver
import sys
from datetime import timedelta
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer


def build() -> None:
    """Fill the configured database; prints JSON: the round's link, the goal's page for new actions, and the lead's session."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from osaava.base import clock
    from osaava.capability.api import latest_version, links_of, load_package_instruments, open_round
    from osaava.network.tests import factories as network
    from osaava.plans.tests import factories as plans
    from osaava.themes.api import load_vocabulary

    call_command("migrate", verbosity=0, interactive=False)
    load_vocabulary()
    load_package_instruments()
    here = network.organisation(size_class="m")
    aino, today = network.lead(here), clock.today()
    round_ = open_round(
        organisation=here, by=None, name="Kevät 2027", opens_on=today, closes_on=today + timedelta(days=9), headcounts={"teachers": 500},
        staff_version=latest_version("staff"),
    )  # fmt: skip
    goal = plans.goal(plans.plan(here, aino), aino)
    client = Client()
    client.force_login(aino)
    [code] = [link.code for link in links_of(round_) if not link.group]
    board = f"/organisaatio/{here.key}/suunnitelma/painopiste/{goal.thread}/toimenpiteet/"
    print(json.dumps({"answering": f"/vastaa/{code}/", "board": board, "cookies": {name: cookie.value for name, cookie in client.cookies.items()}}))


class _Server(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 64

    def server_bind(self) -> None:
        """Bind without asking for the machine's name."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]
        self.setup_environ()


class _Handler(WSGIRequestHandler):
    def log_message(self, *args) -> None:
        """Say nothing."""


def serve() -> None:
    """Fork children that serve until they are killed; the next one follows at once."""
    from osaava.project.wsgi import application

    server = _Server(("127.0.0.1", 0), _Handler)
    server.set_app(application)
    print(json.dumps({"port": server.server_port}), flush=True)
    signal.signal(signal.SIGTERM, lambda *_args: sys.exit(0))
    child = 0
    try:
        while True:
            child = os.fork()
            if not child:
                signal.signal(signal.SIGTERM, signal.SIG_DFL)
                print(json.dumps({"child": os.getpid()}), flush=True)
                server.serve_forever()
                os._exit(0)
            os.waitpid(child, 0)
    finally:
        if child:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)


def held() -> None:
    """Print what the database holds: each respondent's answers by the tag of their form, the number of answers, and the actions' titles."""
    import django

    django.setup()
    from django_scopes import scopes_disabled

    from osaava.capability import visits
    from osaava.capability.models import Answer, Respondent
    from osaava.plans.models import Action

    with scopes_disabled():
        people = {
            visits.tag(person): {answer.item: answer.value for answer in person.answers.all()}
            for person in Respondent.objects.prefetch_related("answers")
        }
        print(json.dumps({"people": people, "answers": Answer.objects.count(), "actions": sorted(Action.objects.values_list("title", flat=True))}))


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    {"build": build, "serve": serve, "held": held}[sys.argv[1]]()
