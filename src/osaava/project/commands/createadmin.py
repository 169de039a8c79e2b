"""`osaava createadmin EMAIL NAME`: a platform operator, who also becomes the network's first coordinator when there is none."""

from __future__ import annotations

import argparse
import getpass
import os
import sys


def run(name: str, argv: list[str]) -> int:
    """Create the operator; the password is asked for or read from standard input."""
    parser = argparse.ArgumentParser(prog="osaava createadmin")
    parser.add_argument("email")
    parser.add_argument("full_name", metavar="name")
    options = parser.parse_args(argv)
    import django

    django.setup()
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    from osaava.accounts.api import create_operator
    from osaava.network.api import NetworkRole, give_network_role, has_coordinator

    password = getpass.getpass("Password (at least 12 characters): ") if os.isatty(0) else sys.stdin.readline().rstrip("\n")
    try:
        validate_password(password)
        person = create_operator(email=options.email, name=options.full_name, password=password)
        if not has_coordinator():
            give_network_role(person=person, role=NetworkRole.COORDINATOR, by=None)
    except ValidationError as error:
        print(" ".join(error.messages), file=sys.stderr)
        return 2
    print(f"Created the operator {person.email}. Sign in at the campus address, then set up two-step sign-in.")
    return 0
