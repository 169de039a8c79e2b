from osaava.network.tests.people import aino, eero, elsewhere, here, kaisa, mikko, outi  # noqa: F401  fixtures
