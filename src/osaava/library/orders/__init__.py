"""Work orders: content that the network lacks, asked of the theme's team."""
