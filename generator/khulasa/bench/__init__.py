"""Measuring: extracts against the lead and against human extracts, and the speed of conversion."""
