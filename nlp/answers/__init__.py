"""An optional language model is asked here, and every word of it is held against the statements."""
