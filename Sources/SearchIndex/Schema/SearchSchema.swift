/// The tables of the index, what each column means, and what each SQL index is for.
///
/// All of it is derived from Git and may be thrown away. Three rules hold throughout:
///
/// - `versions.id` is the place of the version's commit on `main`, the root being 0. `main` only
///   grows, so ids are the same in every index of a catalog, grow with time, and a list of versions
///   in the order of an SQL index is already sorted by registration.
/// - Whatever can change without a new version (owners, aliases, stages…) hangs on the model, so a
///   change of `model.yaml` costs the same for a model of one version and of twenty thousand.
///   Where a version is meant, it is `(model, number)`, which is unique in `versions`.
/// - Times are whole seconds since 1970; object ids are blobs of 20 bytes; absent is NULL. Text is
///   compared byte for byte, but for `framework`, `task` and `license` (NOCASE), which people spell
///   with capitals or without.
///
/// A filter is answered in one of two ways, and each table serves both: few rows are found by value
/// (`..._by_...`, whose entries end in the version or model), and many are passed in the order of
/// the answer, each looked up by its version or model (the primary keys). Neither reads more than
/// some thousands of entries for a page, however large the catalog is.
enum SearchSchema {
    /// Raised with every change of what is below or of what is written into it; an index of another
    /// number is built anew.
    static let format = 1

    /// `PRAGMA application_id`: "Crn5", so that no other database is taken for an index.
    static let application = 0x4372_6e35

    /// The tables, and the indexes of models, of which there are few enough to keep from the start.
    static let tables = """
        -- One row: which state of Git all other rows show.
        CREATE TABLE state (
            id INTEGER PRIMARY KEY CHECK (id = 0),
            main BLOB,                  -- the commit on main; NULL before the first
            commits INTEGER NOT NULL,   -- how many commits main has up to it
            log BLOB                    -- the commit of the audit log; NULL without one
        );

        -- models/<namespace>/<name>/model.yaml and README.md, as main has them now.
        CREATE TABLE models (
            id INTEGER PRIMARY KEY,     -- of this file only: another index may count otherwise
            name TEXT NOT NULL,         -- namespace/name
            namespace TEXT NOT NULL,
            description TEXT,
            task TEXT COLLATE NOCASE,
            license TEXT COLLATE NOCASE,
            risk TEXT,                  -- low, medium, high
            latest INTEGER,             -- versions.id of the newest version; NULL without one
            updated INTEGER NOT NULL    -- the date of the newest commit that changed its folder
        );
        CREATE TABLE owners (model INTEGER, owner TEXT, PRIMARY KEY (model, owner)) WITHOUT ROWID;
        CREATE TABLE model_tags (
            model INTEGER, key TEXT, value TEXT NOT NULL, PRIMARY KEY (model, key)
        ) WITHOUT ROWID;
        CREATE TABLE aliases (
            model INTEGER, alias TEXT, number INTEGER NOT NULL, PRIMARY KEY (model, alias)
        ) WITHOUT ROWID;

        -- version.yaml as it was registered, and what annotations/v<N>.yaml says of it now.
        CREATE TABLE versions (
            id INTEGER PRIMARY KEY,     -- the place of its commit on main
            model INTEGER NOT NULL,     -- models.id
            number INTEGER NOT NULL,
            commit_id BLOB NOT NULL,
            created INTEGER NOT NULL,   -- `created`, or else the commit's date
            updated INTEGER NOT NULL,   -- the date of the newest commit about it: its own, or one
                                        -- that changed its annotations
            state TEXT NOT NULL,        -- active, deprecated, archived, yanked
            author TEXT,
            framework TEXT COLLATE NOCASE,
            framework_version TEXT,
            algorithm TEXT,
            format TEXT,
            repository TEXT,            -- source.repository
            code TEXT,                  -- source.commit
            run TEXT,                   -- run.id
            experiment TEXT             -- run.experiment
        );
        -- One value of each metric: of the first measurement in the record that is not of a slice,
        -- and if the record has none, of the first such in the annotations (later = 1).
        CREATE TABLE metrics (
            version INTEGER, name TEXT, value REAL NOT NULL, later INTEGER NOT NULL,
            PRIMARY KEY (version, name)
        ) WITHOUT ROWID;
        -- `parameters`; number is the value where it reads as a finite number, else NULL.
        CREATE TABLE params (
            version INTEGER, name TEXT, value TEXT NOT NULL, number REAL,
            PRIMARY KEY (version, name)
        ) WITHOUT ROWID;
        -- Tags of the annotations.
        CREATE TABLE version_tags (
            version INTEGER, key TEXT, value TEXT NOT NULL, PRIMARY KEY (version, key)
        ) WITHOUT ROWID;

        -- Lineage. `datasets`, in their order, then those that only an evaluation of the record
        -- names (is_input = 0).
        CREATE TABLE datasets (
            version INTEGER, position INTEGER, name TEXT NOT NULL, edition TEXT, role TEXT,
            digest TEXT, uri TEXT, is_input INTEGER NOT NULL,
            PRIMARY KEY (version, position)
        ) WITHOUT ROWID;
        -- `base`: `fraud/detector@v3` is scheme '', name 'fraud/detector', number 3;
        -- `hf:org/model@<commit>` is scheme 'hf', name 'org/model', number NULL. Of one that is no
        -- such reference, name is all of it.
        CREATE TABLE bases (
            version INTEGER, position INTEGER, reference TEXT NOT NULL, scheme TEXT NOT NULL,
            name TEXT NOT NULL, number INTEGER,
            PRIMARY KEY (version, position)
        ) WITHOUT ROWID;

        -- What each stage shows now; number is NULL after a retirement and before a promotion.
        CREATE TABLE stages (
            stage TEXT, model INTEGER, number INTEGER, tip BLOB NOT NULL, PRIMARY KEY (stage, model)
        ) WITHOUT ROWID;
        -- Every transition of every stage. What a stage showed at a time: the highest position
        -- whose `at` is not later.
        CREATE TABLE deployments (
            model INTEGER, stage TEXT,
            position INTEGER,           -- 1, 2, 3… along the branch, after its open commit
            commit_id BLOB NOT NULL,
            at INTEGER NOT NULL,        -- when the registry received it, or
            claimed INTEGER NOT NULL,   -- if 1, when its commit says it was made
            kind TEXT NOT NULL,         -- promote, rollback, retire
            number INTEGER,             -- what it showed from then on; NULL after a retirement
            previous INTEGER,
            person TEXT NOT NULL,       -- who completed it
            PRIMARY KEY (model, stage, position)
        ) WITHOUT ROWID;

        -- Free words. A version is found by its model's text or by its own; rowids are those of
        -- models and versions, and what has no text has no row. Nothing ranks, so lengths of
        -- columns are not kept.
        CREATE VIRTUAL TABLE model_text USING fts5(
            name, description, card, tags,
            tokenize = 'unicode61 remove_diacritics 2', columnsize = 0
        );
        CREATE VIRTUAL TABLE version_text USING fts5(
            description, tags, tokenize = 'unicode61 remove_diacritics 2', columnsize = 0
        );

        CREATE UNIQUE INDEX models_by_name ON models (name);        -- lookup; sort=name
        CREATE INDEX models_by_namespace ON models (namespace, name);
        CREATE INDEX models_by_task ON models (task) WHERE task IS NOT NULL;
        CREATE INDEX models_by_license ON models (license) WHERE license IS NOT NULL;
        CREATE INDEX models_by_risk ON models (risk) WHERE risk IS NOT NULL;
        CREATE INDEX models_by_updated ON models (updated, name);
        CREATE INDEX models_by_owner ON owners (owner, model);
        CREATE INDEX models_by_tag ON model_tags (key, value, model);
        CREATE INDEX models_by_alias ON aliases (alias, model, number);
        CREATE INDEX stages_by_version ON stages (model, number);   -- of one version that was found
        """

    /// The indexes of versions, created when a rebuild has written its rows: one sort is cheaper
    /// than a million insertions.
    static let versionIndexes = """
        CREATE INDEX models_by_latest ON models (latest);           -- is:latest, newest first

        CREATE UNIQUE INDEX versions_by_number ON versions (model, number);
        CREATE INDEX versions_by_created ON versions (created);     -- range; sort=created
        CREATE INDEX versions_by_updated ON versions (updated);     -- range; sort=updated
        CREATE INDEX versions_by_state ON versions (state);
        CREATE INDEX versions_by_author ON versions (author) WHERE author IS NOT NULL;
        CREATE INDEX versions_by_framework ON versions (framework) WHERE framework IS NOT NULL;
        CREATE INDEX versions_by_code ON versions (code) WHERE code IS NOT NULL;
        CREATE INDEX versions_by_run ON versions (run) WHERE run IS NOT NULL;
        CREATE INDEX versions_by_metric ON metrics (name, value, version);  -- range; sort=metric.x
        CREATE INDEX versions_by_param ON params (name, value, version);
        CREATE INDEX versions_by_param_number ON params (name, number, version)
            WHERE number IS NOT NULL;
        CREATE INDEX versions_by_tag ON version_tags (key, value, version);
        CREATE INDEX versions_by_dataset ON datasets (name, version);
        CREATE INDEX versions_by_base ON bases (reference, version);
        CREATE INDEX versions_by_base_name ON bases (name, number, version);
        """
}
