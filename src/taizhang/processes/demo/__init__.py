"""The demo office: two years of records of an invented street office, the same each time."""

from taizhang.processes.demo.load import DemoFacts, LedgerInUse, load_demo

__all__ = ["DemoFacts", "LedgerInUse", "load_demo"]
