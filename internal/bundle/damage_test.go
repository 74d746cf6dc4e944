package bundle_test

import (
	"archive/tar"
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"filippo.io/age"

	"chibo/internal/bundle"
	"chibo/internal/db"
)

// safety R9: whatever happened to an archive is found, and nothing is written.
func TestDamage(t *testing.T) {
	from := engines["sqlite"](t)
	d, key := from.open(t, 0), newKey(t)
	from.furnish(t, d, 3)
	sealed, _ := from.archive(t, d, key.Recipient())
	plain, _ := from.archive(t, d)
	chance := rand.New(rand.NewPCG(1, 9))
	damages := map[string]func(a []byte) []byte{
		"flip": func(a []byte) []byte {
			a[chance.IntN(len(a))] ^= 1 << chance.IntN(8)
			return a
		},
		"truncate": func(a []byte) []byte { return a[:chance.IntN(len(a))] },
		"swap": func(a []byte) []byte {
			for {
				i, j := chance.IntN(len(a)/512)*512, chance.IntN(len(a)/512)*512
				if x, y := a[i:i+512], a[j:j+512]; !bytes.Equal(x, y) {
					for k := range x {
						x[k], y[k] = y[k], x[k]
					}
					return a
				}
			}
		},
		"cut out": func(a []byte) []byte {
			i := chance.IntN(len(a) - 600)
			return slices.Delete(a, i, i+1+chance.IntN(599))
		},
		"append": func(a []byte) []byte { return append(a, a[:1+chance.IntN(len(a)-1)]...) },
	}
	rounds := 6
	if os.Getenv("CHIBO_SOAK") != "" {
		rounds = 30
	}
	for what, damage := range damages {
		for name, whole := range map[string][]byte{"encrypted": sealed, "plain": plain} {
			t.Run(what+" "+name, func(t *testing.T) {
				for range rounds {
					refused(t, damage(slices.Clone(whole)), key)
				}
			})
		}
	}
	t.Run("wrong key", func(t *testing.T) {
		if err := refused(t, sealed, newKey(t)); !errors.Is(err, bundle.ErrKey) {
			t.Error(err)
		}
		if err := refused(t, sealed); !errors.Is(err, bundle.ErrLocked) {
			t.Error(err)
		}
		wrong, err := age.NewScryptIdentity("not the passphrase")
		must(t, err)
		if err := refused(t, sealed, wrong); !errors.Is(err, bundle.ErrKey) {
			t.Error(err)
		}
	})
	t.Run("something else", func(t *testing.T) {
		for _, other := range []string{"", "x", strings.Repeat("PK\x03\x04", 1000)} {
			if err := refused(t, []byte(other), key); !errors.Is(err, bundle.ErrForeign) {
				t.Errorf("%.10q: %v", other, err)
			}
		}
	})
}

// refused has neither a check nor a restore take the archive.
func refused(t *testing.T, archive []byte, keys ...age.Identity) error {
	t.Helper()
	to := box{dir: filepath.Join(t.TempDir(), "data")}
	_, err := to.restore(t.Context(), archive, keys...)
	if err == nil {
		t.Error("a damaged archive was put back")
	}
	if _, err := os.Stat(to.dir); !errors.Is(err, os.ErrNotExist) {
		t.Error("something was written")
	}
	if in, err := bundle.Unseal(bytes.NewReader(archive), keys...); err == nil {
		if _, err := bundle.Verify(t.Context(), in); err == nil {
			t.Error("a damaged archive was found whole")
		}
	}
	return err
}

// Whoever can seal an archive again, members and all, is found by the
// manifest, the files' names, the schema or the log.
func TestForgery(t *testing.T) {
	from := engines["sqlite"](t)
	d := from.open(t, 0)
	from.furnish(t, d, 2)
	archive, _ := from.archive(t, d)
	for _, c := range []struct {
		what  string
		forge func(name, body string) (string, string)
		is    error
	}{
		{"nothing", func(name, body string) (string, string) { return name, body }, nil},
		{"a row", func(name, body string) (string, string) {
			return name, strings.Replace(body, "Nguyễn Văn A", "Nguyễn Văn B", 1)
		}, bundle.ErrDamaged},
		{"a file", func(name, body string) (string, string) { return name, strings.Replace(body, "tệp 0", "tệp 9", 1) }, bundle.ErrDamaged},
		{"a name", func(name, body string) (string, string) { return strings.Replace(name, "files/", "../files/", 1), body }, bundle.ErrDamaged},
		{"a table less", func(name, body string) (string, string) {
			return name, strings.Replace(body, `"name": "org_kind"`, `"name": "org_k"`, 1)
		}, bundle.ErrDamaged},
		{"another root", func(name, body string) (string, string) {
			if name == "archive.json" {
				i := strings.Index(body, `"Root": "`) + len(`"Root": "`)
				body = body[:i] + strings.Repeat("0", 8) + body[i+8:]
			}
			return name, body
		}, bundle.ErrDamaged}, // the head stands in the manifest too
		{"a newer schema", func(name, body string) (string, string) {
			return name, strings.Replace(body, `"schema": `, `"schema": 9`, 1)
		}, bundle.ErrNewer},
		{"a newer format", func(name, body string) (string, string) {
			return name, strings.Replace(body, `"format": `, `"format": 9`, 1)
		}, bundle.ErrNewer},
	} {
		t.Run(c.what, func(t *testing.T) {
			forged := rebuild(t, archive, c.forge)
			if c.is == nil {
				_, err := engines["sqlite"](t).restore(t.Context(), forged)
				must(t, err)
				return
			}
			if err := refused(t, forged); !errors.Is(err, c.is) {
				t.Errorf("got %v, want %v", err, c.is)
			}
		})
	}
}

// rebuild writes a plain archive again, each member as forge gives it.
func rebuild(t *testing.T, archive []byte, forge func(name, body string) (string, string)) []byte {
	t.Helper()
	in, err := bundle.Unseal(bytes.NewReader(archive))
	must(t, err)
	var out bytes.Buffer
	sealed, err := bundle.Seal(&out)
	must(t, err)
	r, w := tar.NewReader(in), tar.NewWriter(sealed)
	for {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		must(t, err)
		data, err := io.ReadAll(r)
		must(t, err)
		name, body := forge(h.Name, string(data))
		must(t, w.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: name, Size: int64(len(body)), Mode: 0o600}))
		_, err = io.WriteString(w, body)
		must(t, err)
	}
	must(t, w.Close())
	must(t, sealed.Close())
	return out.Bytes()
}

// A log that was tampered with before the backup is told; whoever has nothing
// better takes it knowingly.
func TestRestoreOfAnUnsoundLog(t *testing.T) {
	for name, make := range engines {
		t.Run(name, func(t *testing.T) {
			from := make(t)
			d := from.open(t, 0)
			from.furnish(t, d, 1)
			must(t, d.Write(t.Context(), by, func(tx *db.Tx) error {
				if _, err := tx.Exec(`UPDATE audit_entry SET action = 'test.other' WHERE action = 'test.furnish'`); err != nil {
					return err
				}
				return tx.Audit(db.Entry{Action: "test.hide", Kind: "test"})
			}))
			archive, _ := from.archive(t, d)
			to := make(t)
			if _, err := to.restore(t.Context(), archive); !errors.Is(err, bundle.ErrLog) {
				t.Errorf("got %v", err)
			}
			in, err := bundle.Unseal(bytes.NewReader(archive))
			must(t, err)
			_, err = bundle.Restore(t.Context(), in, bundle.Target{Dir: to.dir, URL: to.url, Unsound: true})
			must(t, err)
			sameState(t, from, to, d, to.open(t, 0))
		})
	}
}
