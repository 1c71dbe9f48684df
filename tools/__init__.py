"""Commands of the repository itself; not part of the product."""
