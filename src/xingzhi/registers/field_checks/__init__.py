"""What officers see at shops and on labels, the pictures signs are known by, and the office's own list of words."""
