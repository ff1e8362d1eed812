"""The rules of the incubator on frozen values."""
