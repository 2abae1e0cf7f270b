"""The statute book: everything an office could change by issuing a document, as plain functions.

Standard library only. Nothing here knows a database, a request or the clock: rows come in as frozen values, today is
an argument, figures are `Decimal`, an empty denominator gives `None`, and rounding is left to whoever displays. Each
module cites the chapter of `docs/domain/` it puts into code.
"""
