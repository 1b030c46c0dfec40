"""Search for earlier marks: those of the register and lists the office loaded, by name, by picture, within goods."""
