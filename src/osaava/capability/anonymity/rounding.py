"""Rounding in whole numbers, so that no binary fraction decides which side a figure falls on."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction


def to_step(value: Fraction | float | int, step: Fraction) -> float:
    """The multiple of `step` nearest to `value`, halves up. Floats are read as the decimal number they print."""
    exact = value if isinstance(value, Fraction) else Fraction(str(value))
    steps = exact / step
    whole = (2 * steps.numerator + steps.denominator) // (2 * steps.denominator)
    return float(whole * step)


def one_decimal(value: Fraction | float | int) -> float:
    """To 0.1, halves up."""
    return to_step(value, Fraction(1, 10))


def even_decimal(value: float) -> float:
    """To 0.1, halves to the even tenth: for means of rounded figures, where halves are common and always rounding up would lift every theme."""
    return float(round(Fraction(str(round(value, 9))) * 10) / Fraction(10))


def two_decimals(value: float) -> float:
    """To 0.01, halves away from zero."""
    return float(Decimal(repr(float(value))).quantize(Decimal("0.01"), ROUND_HALF_UP))
