"""A whole country's journal: the real tree of divisions, made-up postings, written as `journal export` writes them."""
