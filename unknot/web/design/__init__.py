"""The look: templates to start from, one style sheet, the pages for when something went wrong."""
