"""Tables in the shapes offices use, computed from a snapshot by the layout of a pack."""
