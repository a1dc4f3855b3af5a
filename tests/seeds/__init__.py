"""What checks the bundled data: names, evidence, comparison and consistency."""
