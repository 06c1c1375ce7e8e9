"""`python -m taizhang` is the command line."""

import sys

from taizhang.cli.main import main

sys.exit(main())
