-- +goose Up

CREATE TABLE account_login (
  id            TEXT PRIMARY KEY,
  person_id     TEXT NOT NULL UNIQUE REFERENCES member_person(id),
  username      TEXT NOT NULL UNIQUE, -- folded
  password_hash TEXT NOT NULL DEFAULT '',
  totp_secret   TEXT NOT NULL DEFAULT '',
  totp_step     BIGINT NOT NULL DEFAULT 0, -- the last step used: a code works once
  state         TEXT NOT NULL CHECK (state IN ('invited', 'active', 'disabled')),
  lang          TEXT NOT NULL DEFAULT 'vi',
  view          TEXT NOT NULL DEFAULT '',
  version       INTEGER NOT NULL DEFAULT 1
);

-- Roles that do not follow from a position: administrator and the officers.
CREATE TABLE account_grant (
  id           TEXT PRIMARY KEY,
  account_id   TEXT NOT NULL REFERENCES account_login(id),
  role         TEXT NOT NULL CHECK (role IN ('administrator', 'officer', 'mass_officer')),
  unit_id      TEXT REFERENCES org_unit(id),
  granted_by   TEXT NOT NULL,
  confirmed_by TEXT, -- NULL: waits for a secretary or officer of the tree
  from_at      BIGINT NOT NULL,
  to_at        BIGINT,
  CHECK ((role = 'administrator') = (unit_id IS NULL))
);
CREATE INDEX account_grant_account ON account_grant(account_id);

CREATE TABLE account_invite (
  hash       TEXT PRIMARY KEY, -- SHA-256 of the link's secret
  account_id TEXT NOT NULL REFERENCES account_login(id),
  reset      INTEGER NOT NULL CHECK (reset IN (0, 1)),
  expires_at BIGINT NOT NULL,
  used_at    BIGINT
);
CREATE INDEX account_invite_account ON account_invite(account_id);

CREATE TABLE account_session (
  token      TEXT PRIMARY KEY, -- SHA-256 of the cookie
  account_id TEXT NOT NULL DEFAULT '',
  data       TEXT NOT NULL,
  expires_at BIGINT NOT NULL,
  seen_at    BIGINT NOT NULL
);
CREATE INDEX account_session_account ON account_session(account_id);
CREATE INDEX account_session_expiry ON account_session(expires_at);

CREATE TABLE account_throttle (
  key   TEXT PRIMARY KEY,
  fails INTEGER NOT NULL,
  since BIGINT NOT NULL,
  until_at BIGINT NOT NULL
);

-- Requests for a new invitation ("Quên mật khẩu?"), seen by who can invite.
CREATE TABLE account_request (
  id         TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account_login(id),
  at         BIGINT NOT NULL,
  done_at    BIGINT
);
CREATE UNIQUE INDEX account_request_open ON account_request(account_id) WHERE done_at IS NULL;
