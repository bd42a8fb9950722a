"""`oton bench serve`: how quickly the house answers, measured from a second process."""
