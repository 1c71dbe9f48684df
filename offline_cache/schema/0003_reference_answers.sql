-- Answers of the platform that are about nobody (guides, opening hours), kept for when it does not answer. Sealed as
-- everything; `name` is a hash of the question.
CREATE TABLE reference_answer (
    name TEXT PRIMARY KEY,
    kept_at INTEGER NOT NULL,
    sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;
