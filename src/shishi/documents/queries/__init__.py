"""Questions about papers, their books, and the words in them."""
