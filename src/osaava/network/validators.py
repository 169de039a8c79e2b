"""Checks of what people write about organisations: identifiers, addresses, domains, names.

Each function returns the tidied value or raises `ValidationError` with a sentence that says what to do.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext_lazy as _

PUBLIC_MAIL = frozenset(
    """
    gmail.com googlemail.com hotmail.com hotmail.fi outlook.com live.com live.fi msn.com windowslive.com yahoo.com ymail.com icloud.com me.com
    mac.com aol.com proton.me protonmail.com pm.me gmx.com gmx.net gmx.de mail.com mail.ru yandex.com zoho.com tutanota.com tuta.io fastmail.com
    luukku.com luukku.fi suomi24.fi kolumbus.fi elisanet.fi pp.inet.fi inet.fi saunalahti.fi welho.com netti.fi surffi.fi phnet.fi dnainternet.net
    mbnet.fi jippii.fi sci.fi nic.fi aland.net multi.fi pp1.inet.fi wippies.fi kotinet.com co.inet.fi hush.com telia.com comhem.se
    """.split()  # noqa: SIM905
)
"""Mail providers open to anyone: an address there says nothing about where a person works."""

_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_SPACE = re.compile(r"\s+")
_FORMULA = ("=", "+", "-", "@")


def business_id(value: str) -> str:
    """A Finnish business ID (y-tunnus): seven digits and a check digit, weights 7 9 10 5 8 4 2, modulo 11.

    Source: the Finnish Tax Administration's description of the check digit; a remainder of 1 is never given out.
    """
    value = value.strip()
    if not value:
        return ""
    found = re.fullmatch(r"(\d{6,7})-(\d)", value, re.ASCII)
    if found:
        digits = found[1].rjust(7, "0")
        rest = sum(int(digit) * weight for digit, weight in zip(digits, (7, 9, 10, 5, 8, 4, 2), strict=True)) % 11
        if rest != 1 and int(found[2]) == (11 - rest) % 11:
            return f"{digits}-{found[2]}"
    raise ValidationError(_("Check the business ID: seven digits, a hyphen and a check digit, like 0737546-2."), code="business_id")


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def organisation_oid(value: str) -> str:
    """A national organisation OID: 1.2.246.562.10. and 11 to 22 digits.

    Source: the OID generator in the Finnish National Agency for Education's public code (opiskelijavalinnat-utils, oid-generator): OIDs
    outside the person node end in a Luhn check digit, 11 digits in all. Longer ones, made otherwise, are also in use and have no check
    digit that we know; the agency's own 1.2.246.562.10.00000000001 is the one exception among those of 11 digits.
    """
    value = value.strip()
    if not value:
        return ""
    found = re.fullmatch(r"1\.2\.246\.562\.10\.(\d{11,22})", value, re.ASCII)
    if found and (len(found[1]) > 11 or found[1] == "00000000001" or _luhn(found[1])):
        return value
    raise ValidationError(_("Check the OID: 1.2.246.562.10. and then at least 11 digits."), code="oid")


def website(value: str) -> str:
    """A web address with http or https, without a user name in it."""
    value = value.strip()
    if not value:
        return ""
    try:
        URLValidator(schemes=["http", "https"])(value)
        if urlsplit(value).username is None and len(value) <= 200:
            return value
    except (ValidationError, ValueError):
        pass
    raise ValidationError(_("Enter a web address that begins with https:// or http://."), code="website")


def email_domain(value: str) -> str:
    """The domain part of work addresses, in lower case; not a provider open to anyone."""
    value = value.strip().lower().removeprefix("@").rstrip(".")
    try:
        value = value.encode("idna").decode("ascii") if not value.isascii() else value
    except UnicodeError:
        value = ""
    labels = value.split(".")
    if len(labels) < 2 or len(value) > 120 or labels[-1].isdigit() or not all(_LABEL.fullmatch(label) for label in labels):
        raise ValidationError(_("Enter the part of the address after the @ sign, like college.example."), code="domain")
    if value in PUBLIC_MAIL:
        raise ValidationError(_("Anyone can get an address there. Enter the organisation's own domain."), code="public_mail")
    return value


def email(value: str) -> str:
    """One e-mail address in lower case."""
    value = tidy_line(value).lower()
    try:
        validate_email(value)
    except ValidationError:
        value = ""
    if not value or len(value) > 254:
        raise ValidationError(_("Enter an e-mail address, like aino@college.example."), code="email")
    return value


def tidy_line(value: str) -> str:
    """One line of text: composed Unicode, single spaces, without control and invisible direction characters."""
    text = unicodedata.normalize("NFC", str(value))
    text = "".join(char for char in _SPACE.sub(" ", text) if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co"))
    return _SPACE.sub(" ", text).strip()


def person_name(value: str) -> str:
    """A person's name as somebody else wrote it: may be empty, never a formula and never an address that a mail would turn into a link."""
    value = tidy_line(value)
    if value.startswith(_FORMULA) or "://" in value or "www." in value.lower():
        raise ValidationError(_("Enter a name that begins with a letter and has no web address in it."), code="name")
    if len(value) > 120:
        raise ValidationError(_("Shorten the name to 120 characters."), code="name")
    return value


def organisation_name(value: str) -> str:
    """An organisation's name."""
    value = tidy_line(value)
    if not value:
        raise ValidationError(_("Enter the organisation's name."), code="name")
    if len(value) > 160:
        raise ValidationError(_("Shorten the name to 160 characters."), code="name")
    if value.startswith(_FORMULA):
        raise ValidationError(_("Enter a name that begins with a letter or a number."), code="name")
    return value
