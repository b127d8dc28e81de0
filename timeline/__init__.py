"""Timeline reconstructs what happened when from news articles."""
