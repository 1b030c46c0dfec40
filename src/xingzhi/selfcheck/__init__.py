"""A firm compares its draft with published texts on its own machine: nothing kept, nothing sent. Pure: no Django."""
