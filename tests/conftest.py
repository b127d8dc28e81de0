"""Settings of the whole suite."""

from hypothesis import settings

# Speed is measured in benchmarks/, not asserted: a busy machine must not fail a property.
settings.register_profile("timeline", deadline=None)
settings.load_profile("timeline")
