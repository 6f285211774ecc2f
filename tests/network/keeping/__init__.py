"""The keeping of the projection: built from columns, kept right by deltas, held by version."""
