"""`python -m osaava` is the console command `osaava`."""

import sys

from osaava.project.cli import main

sys.exit(main())
