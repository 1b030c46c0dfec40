"""Notified applications: the officer's work from the list that came down to the return that goes up."""

PROCEDURE = "abnormal_applications"
