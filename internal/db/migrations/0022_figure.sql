-- +goose Up

-- Changes of figures that wait to be folded into the sums. A row lives for
-- about a second, so it refers to its unit without a foreign key.
CREATE TABLE figure_delta (
  id      TEXT PRIMARY KEY,
  figure  TEXT NOT NULL,                             -- "member.count"
  stock   INTEGER NOT NULL CHECK (stock IN (0, 1)),  -- it lasts from its month on; else it is an event of the month
  unit_id TEXT NOT NULL,                             -- where it was counted
  month   TEXT NOT NULL,                             -- YYYY-MM
  key     TEXT NOT NULL,                             -- a value of each dimension: "official/female/1985"
  amount  BIGINT NOT NULL CHECK (amount <> 0)
);

-- The sums of a unit with everything that stood under it in the period.
CREATE TABLE figure_sum (
  unit_id TEXT NOT NULL REFERENCES org_unit(id),
  figure  TEXT NOT NULL,
  period  TEXT NOT NULL, -- YYYY-MM: what happened in the month; '': what all months together come to, of a stock
  sums    TEXT NOT NULL, -- a line for each key, in order: "official/female/1985 12"; no amount is 0
  PRIMARY KEY (unit_id, figure, period)
);
