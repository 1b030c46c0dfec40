"""Search for earlier marks: the page, two marks beside each other, pictures, saved searches, the report."""
