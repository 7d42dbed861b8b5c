"""What visitors can read here, for programs: the catalogue as JSON, in this site's own words and in those of CASE."""
