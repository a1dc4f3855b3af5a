"""The public files that the seeds are compared with: what they claim, and how our facts stand to it."""
