"""Certificates, receipts, reports: Typst templates and data in, PDF out. And QR codes."""
