"""Reading foreign documents: the port that every format stands behind, and the toolkit they share. Knows no database and no Django."""
