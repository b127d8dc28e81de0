"""The date network: a pure solver of statements about days; it knows nothing of language or news."""
