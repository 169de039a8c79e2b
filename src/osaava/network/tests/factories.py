"""Aino leads, Eero takes part, Outi is from elsewhere. Everything is made through operations."""

from allauth.account.models import EmailAddress

from osaava.accounts.api import Person
from osaava.network import operations
from osaava.network.enums import OrganisationRole


def person(name="Aino Aalto", email="", verified=True, **fields):
    email = email or f"{name.split()[0].lower()}@college.example"
    made = Person.objects.create_user(email, name=name, **fields)
    EmailAddress.objects.create(user=made, email=email, verified=verified, primary=True)
    return made


def organisation(name="Esimerkkiopisto", **facts):
    return operations.create_organisation(name=name, by=None, **facts)


def member(organisation, name="Eero Eskola", role="", email=""):
    made = person(name, email)
    operations.add_member(organisation=organisation, person=made, role=role)
    return made


def lead(organisation, name="Aino Aalto", email=""):
    return member(organisation, name, OrganisationRole.DIGITAL_LEAD, email)


def coordinator(name="Kaisa Koski"):
    made = person(name)
    operations.give_network_role(person=made, by=None)
    return made
