package ownca

import (
	"crypto/x509"
	"os"
	"path/filepath"
	"testing"
	"time"
)

var start = time.Date(2026, 5, 25, 9, 0, 0, 0, time.UTC)

// The certificate is good for who installed the authority, stays the same
// over restarts, and is renewed before it ends or when the hosts change.
func TestServerCertificate(t *testing.T) {
	dir := t.TempDir()
	hosts := []string{"may-chu.local", "192.168.1.10"}
	issue := func(at time.Time, hosts []string) *x509.Certificate {
		t.Helper()
		a, err := Open(dir, at)
		if err != nil {
			t.Fatal(err)
		}
		pair, err := a.Server(dir, hosts, at)
		if err != nil {
			t.Fatal(err)
		}
		cert, err := x509.ParseCertificate(pair.Certificate[0])
		if err != nil {
			t.Fatal(err)
		}
		roots := x509.NewCertPool()
		if !roots.AppendCertsFromPEM(a.PEM) {
			t.Fatal("the authority cannot be installed")
		}
		for _, h := range hosts {
			if _, err := cert.Verify(x509.VerifyOptions{DNSName: h, Roots: roots, CurrentTime: at}); err != nil {
				t.Errorf("%s at %s: %v", h, at, err)
			}
		}
		return cert
	}
	first := issue(start, hosts)
	if again := issue(start.AddDate(0, 6, 0), hosts); !again.Equal(first) {
		t.Error("a restart made a new certificate")
	}
	if more := issue(start, append(hosts, "192.168.1.11")); more.Equal(first) {
		t.Error("a new address is not covered")
	}
	if later := issue(start.AddDate(1, 0, 20), hosts); later.NotAfter.Before(start.AddDate(2, 0, 0)) {
		t.Error("it was not renewed in time")
	}
	info, err := os.Stat(filepath.Join(dir, "authority.pem"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key is readable by others: %v %v", info.Mode(), err)
	}
}

func TestDamagedFileIsNamed(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "authority.pem"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir, start); err == nil {
		t.Error("a damaged authority was taken")
	}
}
