"""The eight houses, one file each, in number order."""

from osaava.ui.campus_map.houses import (
    greenhouse,
    library,
    lighthouse,
    market_square,
    observatory,
    power_station,
    schoolhouse,
    workshop,
)

HOUSES = (lighthouse, greenhouse, power_station, market_square, schoolhouse, observatory, workshop, library)
