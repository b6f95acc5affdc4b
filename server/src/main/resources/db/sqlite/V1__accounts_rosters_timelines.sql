-- Accounts and how they log in
CREATE TABLE account (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    localpart      TEXT    NOT NULL,
    host           TEXT    NOT NULL,
    created        BIGINT  NOT NULL,
    disabled       INTEGER NOT NULL DEFAULT 0,
    roster_version BIGINT  NOT NULL DEFAULT 0,
    last_login     BIGINT,
    roster_floor   BIGINT  NOT NULL DEFAULT 0, -- removals up to this version are forgotten
    last_seen      BIGINT,
    last_status    TEXT,
    UNIQUE (host, localpart)
);

CREATE TABLE scram_key (
    account_id BIGINT  NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    hash       TEXT    NOT NULL,
    salt       BLOB    NOT NULL,
    iterations INTEGER NOT NULL,
    stored_key BLOB    NOT NULL,
    server_key BLOB    NOT NULL,
    PRIMARY KEY (account_id, hash)
) WITHOUT ROWID;

CREATE TABLE fast_token (
    account_id BIGINT  NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    client     TEXT    NOT NULL,
    slot       TEXT    NOT NULL, -- 'current' or 'next' (XEP-0484)
    mechanism  TEXT    NOT NULL,
    token      TEXT    NOT NULL, -- the id that the token is derived from
    issued     BIGINT  NOT NULL,
    expires    BIGINT  NOT NULL,
    count      BIGINT  NOT NULL DEFAULT -1,
    PRIMARY KEY (account_id, client, slot)
) WITHOUT ROWID;

-- Secrets of this server itself, made once
CREATE TABLE server_secret (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
);

-- Whose journal is this database's own, and how much of it has been applied
CREATE TABLE journal_state (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    database BIGINT NOT NULL,
    applied  BIGINT NOT NULL
);

-- Rosters (RFC 6121 §2) with removed items kept for versioning
CREATE TABLE roster_item (
    account_id   BIGINT  NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    contact      TEXT    NOT NULL,
    name         TEXT    NOT NULL DEFAULT '',
    subscription TEXT    NOT NULL,
    ask          INTEGER NOT NULL DEFAULT 0,
    approved     INTEGER NOT NULL DEFAULT 0,
    group_names  TEXT    NOT NULL DEFAULT '',
    version      BIGINT  NOT NULL,
    PRIMARY KEY (account_id, contact)
) WITHOUT ROWID;

CREATE TABLE subscription_request (
    account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    contact    TEXT   NOT NULL,
    stanza     BLOB   NOT NULL,
    PRIMARY KEY (account_id, contact)
) WITHOUT ROWID;

CREATE TABLE blocked (
    account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    address    TEXT   NOT NULL,
    PRIMARY KEY (account_id, address)
) WITHOUT ROWID;

CREATE TABLE vcard (
    account_id BIGINT PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    content    BLOB NOT NULL
);

CREATE TABLE private_xml (
    account_id BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    namespace  TEXT   NOT NULL,
    name       TEXT   NOT NULL,
    content    BLOB   NOT NULL,
    PRIMARY KEY (account_id, namespace, name)
);

-- What accounts said about their archives; what is NULL is left to the host
CREATE TABLE archive_setting (
    account_id    BIGINT PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    policy        TEXT, -- 'always', 'never' or 'roster' (XEP-0441)
    keep_seconds  BIGINT,
    keep_messages BIGINT
);

CREATE TABLE archive_rule (
    account_id BIGINT  NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    address    TEXT    NOT NULL,
    archived   INTEGER NOT NULL,
    PRIMARY KEY (account_id, address)
) WITHOUT ROWID;

-- Timelines: a stanza is stored once, an entry puts it into the timeline of an account, a room or a node.
-- The position is the commit order of the whole server, in microseconds of the clock.
CREATE TABLE stanza (
    position  INTEGER PRIMARY KEY, -- exactly this type makes it the key of the table itself
    timelines TEXT NOT NULL DEFAULT '', -- all it was put into, as far as nothing else tells when it goes
    content   BLOB NOT NULL
);

CREATE TABLE timeline_entry (
    timeline_id BIGINT  NOT NULL,
    position   BIGINT  NOT NULL,
    peer       BIGINT  NOT NULL, -- a hash of the address of the other side
    flags      INTEGER NOT NULL,
    PRIMARY KEY (timeline_id, position)
) WITHOUT ROWID;

-- One conversation of a timeline; with the flags, so that counting needs nothing else
CREATE INDEX timeline_conversation ON timeline_entry (timeline_id, peer, position, flags);

-- What is stored only until somebody has got it; few, so that it costs the others nothing
CREATE INDEX timeline_not_archived ON timeline_entry (position) WHERE (flags & 2) = 0;

-- Entries that no session has taken yet (XEP-0160)
CREATE TABLE pending_entry (
    timeline_id BIGINT NOT NULL,
    position   BIGINT NOT NULL,
    PRIMARY KEY (timeline_id, position)
) WITHOUT ROWID;

-- Rooms (XEP-0045); the id is also that of the room's timeline. Rooms that are not persistent are here while
-- somebody is in them.
CREATE TABLE room (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    localpart    TEXT    NOT NULL,
    host         TEXT    NOT NULL,
    created      BIGINT  NOT NULL,
    locked       INTEGER NOT NULL,
    listed       INTEGER NOT NULL,
    persistent   INTEGER NOT NULL,
    name         TEXT    NOT NULL,
    config       BLOB NOT NULL,
    subject      TEXT,
    subject_by   TEXT,
    subject_time BIGINT,
    vcard        BLOB,
    avatar_hash  TEXT,
    hats         BLOB,
    ended        INTEGER NOT NULL DEFAULT 0, -- then the localpart is free, and the timeline goes
    UNIQUE (host, localpart)
);

CREATE TABLE room_affiliation (
    room_id     BIGINT NOT NULL REFERENCES room (id) ON DELETE CASCADE,
    address     TEXT   NOT NULL,
    affiliation TEXT   NOT NULL,
    nick        TEXT,
    reason      TEXT,
    PRIMARY KEY (room_id, address)
) WITHOUT ROWID;

-- Sessions that can be resumed (XEP-0198) or go on (XEP-0124), and how far ended ones came
CREATE TABLE managed_session (
    id           BIGINT PRIMARY KEY,
    address      TEXT   NOT NULL,
    secret       BLOB  NOT NULL, -- a hash
    lifetime     BIGINT NOT NULL,
    since        BIGINT NOT NULL,
    handled      BIGINT NOT NULL DEFAULT 0,
    acknowledged BIGINT NOT NULL DEFAULT 0,
    unanswered   BLOB ,           -- requests without an answer
    ended        BIGINT
);

CREATE TABLE managed_session_value (
    session_id BIGINT NOT NULL,
    name       TEXT   NOT NULL,
    value      BLOB  NOT NULL,
    PRIMARY KEY (session_id, name)
) WITHOUT ROWID;

-- Stored stanzas that the client of a session has not acknowledged
CREATE TABLE managed_session_delivery (
    session_id  BIGINT  NOT NULL,
    number      BIGINT  NOT NULL,
    timeline_id BIGINT  NOT NULL,
    position    BIGINT  NOT NULL,
    form        INTEGER NOT NULL,
    answer      BIGINT  NOT NULL, -- in which it goes out over BOSH
    PRIMARY KEY (session_id, number)
) WITHOUT ROWID;

-- Nodes of pubsub services and of accounts (XEP-0060, XEP-0163); 'service' is the address they are found at
CREATE TABLE node (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    service      TEXT   NOT NULL,
    name         TEXT   NOT NULL,
    creator      TEXT   NOT NULL,
    created      BIGINT NOT NULL,
    config       TEXT   NOT NULL,
    item_seconds BIGINT NOT NULL DEFAULT 0, -- how long items live, 0 without end
    UNIQUE (service, name)
);
CREATE INDEX node_creator ON node (creator);

CREATE TABLE node_affiliation (
    node_id     BIGINT NOT NULL,
    address     TEXT   NOT NULL,
    affiliation TEXT   NOT NULL,
    PRIMARY KEY (node_id, address)
) WITHOUT ROWID;
CREATE INDEX node_affiliation_address ON node_affiliation (address);

CREATE TABLE node_subscription (
    node_id BIGINT NOT NULL,
    address TEXT   NOT NULL,
    subid   TEXT   NOT NULL,
    account TEXT   NOT NULL, -- the address without its resource
    state   TEXT   NOT NULL,
    options TEXT   NOT NULL,
    PRIMARY KEY (node_id, address, subid)
) WITHOUT ROWID;
CREATE INDEX node_subscription_account ON node_subscription (account);

-- Which entry of a node's timeline is which item
CREATE TABLE node_item (
    node_id   BIGINT NOT NULL,
    position  BIGINT NOT NULL,
    item_id   TEXT   NOT NULL,
    publisher TEXT   NOT NULL,
    PRIMARY KEY (node_id, position)
) WITHOUT ROWID;
CREATE INDEX node_item_id ON node_item (node_id, item_id);

-- Where deleted nodes went (XEP-0060 8.4)
CREATE TABLE node_redirect (
    service TEXT NOT NULL,
    name    TEXT NOT NULL,
    uri     TEXT NOT NULL,
    PRIMARY KEY (service, name)
);

-- Uploaded files (XEP-0363). A content is stored once, whoever uploaded it; its place in the store is never used again.
CREATE TABLE upload_content (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    hash  TEXT   NOT NULL UNIQUE, -- SHA-256
    place TEXT   NOT NULL,
    size  BIGINT NOT NULL
);

CREATE TABLE upload_file (
    id         TEXT    PRIMARY KEY, -- which nobody can guess
    content_id BIGINT  NOT NULL REFERENCES upload_content (id),
    owner      TEXT    NOT NULL,
    host       TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    type       TEXT    NOT NULL,
    size       BIGINT  NOT NULL,
    lasting    INTEGER NOT NULL,
    created    BIGINT  NOT NULL,
    expires    BIGINT  -- never shown from then on
) WITHOUT ROWID;
CREATE INDEX upload_file_content ON upload_file (content_id);
CREATE INDEX upload_file_owner ON upload_file (owner, created);
CREATE INDEX upload_file_host ON upload_file (host, created);
CREATE INDEX upload_file_created ON upload_file (lasting, created);
CREATE INDEX upload_file_expires ON upload_file (expires) WHERE expires IS NOT NULL;

-- How much accounts and, by their names, hosts have uploaded
CREATE TABLE upload_usage (
    owner   TEXT    NOT NULL,
    lasting INTEGER NOT NULL,
    files   BIGINT  NOT NULL,
    bytes   BIGINT  NOT NULL,
    PRIMARY KEY (owner, lasting)
) WITHOUT ROWID;
