"""What editors see and correct: content files, authority files, and how both are read and written."""
