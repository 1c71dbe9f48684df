-- The platform's reason for a refusal in English, sealed. It lies behind the envelope, so reading one walks over the
-- envelope's pages; only refused items have one.
ALTER TABLE item ADD COLUMN reason_en BLOB;
