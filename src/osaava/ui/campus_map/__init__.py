"""The campus as a picture: an isometric island with eight houses, drawn from code and our own artwork."""
