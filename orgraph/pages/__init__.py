"""What all HTML pages share, the maps and the site alike."""
