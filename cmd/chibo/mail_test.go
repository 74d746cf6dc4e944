package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chibo/internal/app"
)

// I6: what cannot work, or would tell a password or a name on the way, is
// refused with a sentence that says what to write.
func TestMailing(t *testing.T) {
	secret := filepath.Join(t.TempDir(), "secret")
	must(t, os.WriteFile(secret, []byte("một mật khẩu\n"), 0o600))
	empty := filepath.Join(t.TempDir(), "empty")
	must(t, os.WriteFile(empty, []byte("\n"), 0o600))
	good := mailing{SMTPHost: "mail.example.vn:587", SMTPFrom: "chibo@example.vn", SMTPUser: "chibo", SMTPPasswordFile: secret, URL: "https://chibo.example.vn/"}
	for _, c := range []struct {
		name   string
		change func(*mailing)
		want   string // part of the refusal; "" takes it
	}{
		{"as it should be", func(*mailing) {}, ""},
		{"no mail at all", func(m *mailing) { *m = mailing{} }, ""},
		{"without a user", func(m *mailing) { m.SMTPUser, m.SMTPPasswordFile = "", "" }, ""},
		{"no server", func(m *mailing) { m.SMTPHost = "" }, "--smtp-host is missing"},
		{"no port", func(m *mailing) { m.SMTPHost = "mail.example.vn" }, "HOST:PORT"},
		{"no sender", func(m *mailing) { m.SMTPFrom = "" }, "sender's address"},
		{"a sender with a name", func(m *mailing) { m.SMTPFrom = "Chi bộ <chibo@example.vn>" }, "bare address"},
		{"a user without password", func(m *mailing) { m.SMTPPasswordFile = "" }, "belong together"},
		{"a password without user", func(m *mailing) { m.SMTPUser = "" }, "belong together"},
		{"a password that is not there", func(m *mailing) { m.SMTPPasswordFile += "x" }, "no such file"},
		{"an empty password", func(m *mailing) { m.SMTPPasswordFile = empty }, "is empty"},
		{"a security that is none", func(m *mailing) { m.SMTPSecurity = "ssl" }, "none of starttls, tls, none"},
		{"a password in the clear", func(m *mailing) { m.SMTPSecurity = "none" }, "in the clear"},
		{"a password in the clear on this machine", func(m *mailing) { m.SMTPSecurity, m.SMTPHost = "none", "127.0.0.1:25" }, ""},
		{"an address with a path", func(m *mailing) { m.URL = "https://example.vn/chibo" }, "--url"},
		{"an address without scheme", func(m *mailing) { m.URL = "chibo.example.vn" }, "--url"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := good
			c.change(&m)
			var o app.Options
			err := m.apply(&o)
			if c.want == "" && (err != nil || (o.Mail == nil) != (m.SMTPHost == "") || strings.HasSuffix(o.Address, "/")) {
				t.Errorf("refused: %v", err)
			}
			if c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("%v, want %q", err, c.want)
			}
		})
	}
}
