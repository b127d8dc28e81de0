"""The web: the only room that opens connections.  Nothing in it runs unless somebody names a web address."""
