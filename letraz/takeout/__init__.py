"""All that a person has in one ZIP: written here, and read again."""
