"""Timelines as files for people and programs."""
