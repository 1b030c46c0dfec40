"""Notified applications: by applicant, by application, handed out and returned, by month."""
