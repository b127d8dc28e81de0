"""Events: from sentences to mentions of happenings, with their dates, modality and participants."""
