"""Document types as block trees, numbering, PDF and DOCX, verification, issued documents."""
