"""Sentences in Chinese and English by problem code; `intake.messages.message` looks them up and fills them in."""
