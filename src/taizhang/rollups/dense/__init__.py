"""Roll-ups by a compiled loop over an export that is sorted by place: needs the extra `taizhang[dense]`."""
