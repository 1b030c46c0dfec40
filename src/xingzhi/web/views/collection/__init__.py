"""Pages of the collection from banners, zones and other units."""
