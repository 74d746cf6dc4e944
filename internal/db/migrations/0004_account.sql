-- +goose Up

CREATE TABLE account_login (
  id            TEXT PRIMARY KEY,
  person_id     TEXT NOT NULL UNIQUE REFERENCES member_person(id),
  username      TEXT NOT NULL UNIQUE, -- folded
  password_hash TEXT NOT NULL DEFAULT '', -- argon2id in PHC form; '' before the first password
  totp_secret   TEXT NOT NULL DEFAULT '', -- base32; '' without a second factor
  totp_step     BIGINT NOT NULL DEFAULT 0, -- the last step used: a code works once
  epoch         INTEGER NOT NULL DEFAULT 1, -- a session of an earlier epoch is over
  state         TEXT NOT NULL CHECK (state IN ('invited', 'active', 'disabled'))
);

-- How a person wants pages to look: bookkeeping, apart from the account.
CREATE TABLE account_view (
  account_id TEXT PRIMARY KEY REFERENCES account_login(id),
  view       TEXT NOT NULL
);

-- Roles that do not follow from a position: administrator and the officers.
CREATE TABLE account_grant (
  id           TEXT PRIMARY KEY,
  account_id   TEXT NOT NULL REFERENCES account_login(id),
  role         TEXT NOT NULL CHECK (role IN ('administrator', 'officer', 'mass_officer')),
  unit_id      TEXT REFERENCES org_unit(id),
  granted_by   TEXT NOT NULL, -- an account, or 'console'
  confirmed_by TEXT, -- NULL: waits for a secretary or officer of the tree
  from_at      BIGINT NOT NULL,
  to_at        BIGINT,
  CHECK ((role = 'administrator') = (unit_id IS NULL))
);
CREATE INDEX account_grant_account ON account_grant(account_id);
CREATE UNIQUE INDEX account_grant_open ON account_grant(account_id, role, (COALESCE(unit_id, ''))) WHERE to_at IS NULL;

-- Links by which a person sets a password, once.
CREATE TABLE account_invite (
  hash       TEXT PRIMARY KEY, -- SHA-256 of the link's secret
  account_id TEXT NOT NULL REFERENCES account_login(id),
  reset      INTEGER NOT NULL CHECK (reset IN (0, 1)),
  made_by    TEXT NOT NULL, -- an account, or 'console'
  made_at    BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at    BIGINT
);
CREATE INDEX account_invite_account ON account_invite(account_id, made_at);

-- Codes that stand in for the second factor, once each.
CREATE TABLE account_recovery (
  hash       TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account_login(id),
  used_at    BIGINT
);
CREATE INDEX account_recovery_account ON account_recovery(account_id);

-- Devices that a person called his own when signing in: guesses made
-- elsewhere do not slow them down.
CREATE TABLE account_device (
  hash       TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account_login(id),
  expires_at BIGINT NOT NULL
);
CREATE INDEX account_device_account ON account_device(account_id);

CREATE TABLE account_session (
  token      TEXT PRIMARY KEY, -- SHA-256 of the cookie
  data       TEXT NOT NULL, -- base64
  expires_at BIGINT NOT NULL
);
CREATE INDEX account_session_expiry ON account_session(expires_at);

-- Tries to sign in, by account, device and address.
CREATE TABLE account_throttle (
  key      TEXT PRIMARY KEY, -- hashed: what was typed may be a password
  tries    INTEGER NOT NULL, -- failed in the day that began at since
  run      INTEGER NOT NULL, -- failed in a row
  since    BIGINT NOT NULL,
  until_at BIGINT NOT NULL
);
CREATE INDEX account_throttle_since ON account_throttle(since);

-- Requests for a new invitation ("Quên mật khẩu?"), seen by who can invite.
CREATE TABLE account_request (
  id         TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account_login(id),
  at         BIGINT NOT NULL,
  done_at    BIGINT
);
CREATE UNIQUE INDEX account_request_open ON account_request(account_id) WHERE done_at IS NULL;
