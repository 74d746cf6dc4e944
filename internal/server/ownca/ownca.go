// Package ownca makes certificates for an installation on a local network,
// where no public authority can vouch for it: an authority of its own, kept
// in the data folder, and a server certificate signed by it. People install
// the authority once on their devices, after comparing its fingerprint.
package ownca

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"
)

const (
	authorityFor = 10 * 365 * 24 * time.Hour
	serverFor    = 397 * 24 * time.Hour // what browsers accept at most
	renewBefore  = 30 * 24 * time.Hour
)

// Authority is the installation's own certificate authority.
type Authority struct {
	Certificate *x509.Certificate
	PEM         []byte // to be installed on people's devices
	key         *ecdsa.PrivateKey
}

// Fingerprint is the SHA-256 of the certificate, in pairs of hex digits, to
// be compared by eye.
func (a Authority) Fingerprint() string {
	sum := sha256.Sum256(a.Certificate.Raw)
	pairs := make([]string, len(sum))
	for i, b := range sum {
		pairs[i] = fmt.Sprintf("%02X", b)
	}
	return strings.Join(pairs, ":")
}

// Open reads the authority from the folder, or makes it the first time.
func Open(dir string, now time.Time) (Authority, error) {
	cert, key, err := load(dir, "authority")
	if err == nil {
		return Authority{Certificate: cert, PEM: certPEM(cert.Raw), key: key}, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return Authority{}, err
	}
	key, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return Authority{}, err
	}
	template := &x509.Certificate{
		SerialNumber: serial(), Subject: pkix.Name{CommonName: "chibo " + now.Format("2006-01-02")},
		NotBefore: now.Add(-time.Hour), NotAfter: now.Add(authorityFor),
		IsCA: true, BasicConstraintsValid: true, MaxPathLenZero: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return Authority{}, err
	}
	if err := save(dir, "authority", raw, key); err != nil {
		return Authority{}, err
	}
	cert, err = x509.ParseCertificate(raw)
	return Authority{Certificate: cert, PEM: certPEM(raw), key: key}, err
}

// Server gives a certificate for the hosts (names or addresses), kept in the
// folder and made anew when it soon ends or the hosts have changed.
func (a Authority) Server(dir string, hosts []string, now time.Time) (tls.Certificate, error) {
	cert, key, err := load(dir, "server")
	if err == nil && now.Add(renewBefore).Before(cert.NotAfter) && covers(cert, hosts) && cert.CheckSignatureFrom(a.Certificate) == nil {
		return tls.Certificate{Certificate: [][]byte{cert.Raw, a.Certificate.Raw}, PrivateKey: key}, nil
	}
	key, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	template := &x509.Certificate{
		SerialNumber: serial(), Subject: pkix.Name{CommonName: "chibo"},
		NotBefore: now.Add(-time.Hour), NotAfter: now.Add(serverFor),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	for _, h := range hosts {
		if ip := net.ParseIP(h); ip != nil {
			template.IPAddresses = append(template.IPAddresses, ip)
		} else {
			template.DNSNames = append(template.DNSNames, h)
		}
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, a.Certificate, key.Public(), a.key)
	if err != nil {
		return tls.Certificate{}, err
	}
	if err := save(dir, "server", raw, key); err != nil {
		return tls.Certificate{}, err
	}
	return tls.Certificate{Certificate: [][]byte{raw, a.Certificate.Raw}, PrivateKey: key}, nil
}

func covers(cert *x509.Certificate, hosts []string) bool {
	for _, h := range hosts {
		if cert.VerifyHostname(h) != nil {
			return false
		}
	}
	return true
}

// Hosts lists the names and addresses by which this machine may be reached
// when it listens on host.
func Hosts(host string) ([]string, error) {
	hosts := []string{"localhost", "127.0.0.1", "::1"}
	if name, err := os.Hostname(); err == nil {
		hosts = append(hosts, name)
	}
	if ip := net.ParseIP(host); host != "" && (ip == nil || !ip.IsUnspecified()) {
		return append(hosts, host), nil
	}
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		return nil, err
	}
	for _, a := range addresses {
		if n, ok := a.(*net.IPNet); ok && !n.IP.IsLoopback() && !n.IP.IsLinkLocalUnicast() {
			hosts = append(hosts, n.IP.String())
		}
	}
	return hosts, nil
}

func serial() *big.Int {
	b := make([]byte, 16)
	_, _ = rand.Read(b) // never fails since Go 1.24
	return new(big.Int).SetBytes(b)
}

func certPEM(raw []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: raw})
}

// save writes key and certificate as one file, readable by its owner alone;
// a half-written file never takes the place of a whole one.
func save(dir, name string, raw []byte, key *ecdsa.PrivateKey) error {
	der, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	var b bytes.Buffer
	b.Write(certPEM(raw))
	b.Write(pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: der}))
	file := filepath.Join(dir, name+".pem")
	if err := os.WriteFile(file+".new", b.Bytes(), 0o600); err != nil {
		return err
	}
	return os.Rename(file+".new", file)
}

func load(dir, name string) (*x509.Certificate, *ecdsa.PrivateKey, error) {
	file := filepath.Join(dir, name+".pem")
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, nil, err
	}
	certBlock, rest := pem.Decode(b)
	keyBlock, _ := pem.Decode(rest)
	if certBlock == nil || keyBlock == nil {
		return nil, nil, fmt.Errorf("%s is damaged: restore it from a backup, or remove it to make a new one", file)
	}
	cert, err := x509.ParseCertificate(certBlock.Bytes)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", file, err)
	}
	key, err := x509.ParseECPrivateKey(keyBlock.Bytes)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", file, err)
	}
	return cert, key, nil
}
