"""Pictures with the credit and licence they came with."""
