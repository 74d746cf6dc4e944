package db

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
)

// Entry is one line of the audit log: what was done, where, to what.
type Entry struct {
	Action  string // the action's name, "member.import"
	Unit    string // the organisation it concerns; "" for the installation
	Kind    string // what sort of record, "meeting"
	Subject string // its id
	Person  string // whose record it is, if it is somebody's
	// Data is what changed, as JSON. It is kept apart from the line itself,
	// under a salt, so that a person can be forgotten and the log still
	// verifies.
	Data any
}

// Change is the usual Data of an entry: a field's value before and after.
type Change struct {
	From any `json:"from,omitempty"`
	To   any `json:"to,omitempty"`
}

// Audit writes an entry in the same transaction.
func (tx *Tx) Audit(e Entry) error {
	body, err := json.Marshal(e.Data)
	if err != nil {
		return fmt.Errorf("audit %s: %w", e.Action, err)
	}
	id, salt := NewID(), NewSecret(16)
	err = tx.ExecAll(
		Statement{
			`INSERT INTO audit_entry(id, at, account_id, actor_id, action, unit_id, kind, subject_id, person_id, payload_hash)
				VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
			[]any{id, tx.Now, tx.by.Account, Null(tx.by.Person), e.Action, Null(e.Unit), e.Kind, e.Subject, Null(e.Person), PayloadHash(salt, body)},
		},
		Statement{`INSERT INTO audit_payload(entry_id, salt, body) VALUES($1, $2, $3)`, []any{id, salt, string(body)}},
		Statement{`INSERT INTO audit_pending(entry_id) VALUES($1)`, []any{id}})
	if err != nil {
		return err
	}
	tx.audited = true
	return nil
}

// PayloadHash binds an entry to its data: SHA-256 over salt and body, in hex.
func PayloadHash(salt string, body []byte) string {
	h := sha256.New()
	h.Write([]byte(salt))
	h.Write([]byte{0})
	h.Write(body)
	return hex.EncodeToString(h.Sum(nil))
}

// LeafData is the text of an entry that the Merkle tree covers.
func LeafData(id string, at Time, account, actor, action, unit, kind, subject, person, payloadHash string) []byte {
	return []byte(strings.Join([]string{id, fmt.Sprint(at.UnixMicro()), account, actor, action, unit, kind, subject, person, payloadHash}, "\n"))
}
