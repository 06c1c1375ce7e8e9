from contextlib import contextmanager


@contextmanager
def spark_told_in_chinese():
    yield
