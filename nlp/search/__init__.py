"""Typed words become safe expressions; rankings by words and by meaning become one."""
