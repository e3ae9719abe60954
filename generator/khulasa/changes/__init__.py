"""What a change of sources, corrections, records or settings makes of a site: two states compared, as a report."""
