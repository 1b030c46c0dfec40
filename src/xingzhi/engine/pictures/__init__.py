"""Pictures compared by their shape: opened safely, described, indexed, ranked; found again in photos. No Django."""
