"""What is still taken for a word."""

LONGEST_WORD = 80
"""Longer strings are no words; the effort of HanTa and of the splitter grows with the square of the length."""
