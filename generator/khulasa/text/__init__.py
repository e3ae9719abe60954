"""Letters, words, sentences, calendars: what every rule stands on. Knows nothing of articles."""
