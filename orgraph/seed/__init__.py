"""The seed: files that people write, read into an organisation with all their faults at once."""
