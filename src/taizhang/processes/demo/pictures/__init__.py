"""Small pictures that stand in for photographs: drawn, packed and written without a library."""

from taizhang.processes.demo.pictures.scenes import picture

__all__ = ["picture"]
