"""Our own reader of .docx: numbering, tables, text boxes and tracked changes as a person sees them."""
