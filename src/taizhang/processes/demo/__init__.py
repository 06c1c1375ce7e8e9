"""The demo office: two years of records of an invented street office, the same each time."""

from taizhang.processes.demo.load import DemoFacts, LedgerInUse, load_demo
from taizhang.processes.demo.this_year import go_on

__all__ = ["DemoFacts", "LedgerInUse", "go_on", "load_demo"]
