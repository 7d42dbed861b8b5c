"""A framework as named tables of rows, the same for our workbook and our bundle: what they are (layout), what a cell holds
(cells), a Snapshot as tables (writing) and tables as a Snapshot (reading)."""
