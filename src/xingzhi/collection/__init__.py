"""Collection: forms go out to banners, zones and other units for a period, come back signed, and are accepted."""
