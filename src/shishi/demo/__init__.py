"""The sample year: a county's files of 2023, loaded through the importer and the real actions."""
