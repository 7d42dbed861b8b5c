"""The shapes of what the API answers. Their descriptions are those of its document, in English."""
