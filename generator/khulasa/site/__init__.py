"""The site: the only place that knows Pelican. Views are made from the index, pages from views."""
