"""The verbs of `oton review`."""
