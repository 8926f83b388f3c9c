"""Out of Onus: tables, data frames and the formats that event data research uses."""
