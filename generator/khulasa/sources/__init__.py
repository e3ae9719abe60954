"""Sources: from files, archives and addresses to documents in the folder of sources, each with where it came from.

``opening`` takes containers apart as streams, ``forms`` says what a piece is, ``reading`` makes articles of a piece
(pure, so that it can run anywhere), ``store`` writes them, ``adding`` puts the steps together, ``network`` fetches.
"""
