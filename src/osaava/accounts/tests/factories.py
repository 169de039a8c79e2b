"""People for tests: Aino leads, Eero takes part, Outi is from elsewhere."""

from osaava.accounts import operations

PASSWORD = "kolme-vihreaa-omenaa"


def person(name: str = "Aino Aalto", email: str = "", **values):
    """A person with a confirmed address."""
    return operations.create_person(name=name, email=email or f"{name.split()[0].lower()}@esimerkkiopisto.example", **values)


def operator(name: str = "Pia Pesonen", email: str = "pia@kampus.example"):
    """A platform operator."""
    return operations.create_operator(name=name, email=email, password=PASSWORD)
