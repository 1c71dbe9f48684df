"""Measures the terminal beside its peers, in one run on one machine: `make bench`. Not part of a release."""
