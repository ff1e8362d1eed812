"""Measurements beside the bare library, and their growth from 1x to 10x. `make bench` prints them.

Nothing here fails for being slow: machines differ. What is compared runs in one process, in turns,
and the median is quoted.
"""
