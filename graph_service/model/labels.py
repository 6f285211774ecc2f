"""Labels that code written by hand names: the model declares them, this is how others call them."""

from __future__ import annotations

COLLABORATION = "Collaboration"
COMMUNITY = "Community"
CONCEPT = "Concept"
COUNTY = "County"
GOOD_PRACTICE = "GoodPractice"
INSTITUTION = "Institution"
MENTOR = "Mentor"
REGION = "Region"
SETTLEMENT = "Settlement"
SETTLEMENT_PART = "SettlementPart"
TRAINING_SESSION = "TrainingSession"
