"""Settings of the whole suite."""

import os

from hypothesis import settings

# Speed is measured in benchmarks/, not asserted: a busy machine must not fail a property.
# Continuous integration looks at the same examples every time, so that it fails for what a change did; others look for new ones.
settings.register_profile("timeline", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("timeline")
