"""`python -m osaava.ui.campus_map`: draw the campus anew."""

from osaava.ui.campus_map.build import build

for path in build():
    print(path.name)
