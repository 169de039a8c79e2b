"""Views of analytics: the coordinator's pages of the network, and an organisation's threads."""
