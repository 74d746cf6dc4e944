package poll

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"fmt"

	"github.com/cloudflare/circl/blindsign/blindrsa"
)

// RSABSSA-SHA384-PSS-Randomized of RFC 9474.
const (
	suite   = blindrsa.SHA384PSSRandomized
	keyBits = 2048
	// slipBytes is a prepared message: 32 random bytes of the suite and 32 of
	// the device.
	slipBytes = 64
)

var b64 = base64.StdEncoding

// newKey makes the pair of one poll, in base64.
func newKey(bits int) (public, private string, err error) {
	key, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		return "", "", err
	}
	spki, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		return "", "", err
	}
	return b64.EncodeToString(spki), b64.EncodeToString(x509.MarshalPKCS1PrivateKey(key)), nil
}

// sign signs what a device blinded. ok is false for what is no blinded slip.
func sign(private, blinded string) (signature string, ok bool, err error) {
	raw, err := b64.DecodeString(private)
	if err != nil {
		return "", false, err
	}
	key, err := x509.ParsePKCS1PrivateKey(raw)
	if err != nil {
		return "", false, err
	}
	message, err := b64.DecodeString(blinded)
	if err != nil || len(message) != key.Size() {
		return "", false, nil
	}
	signed, err := blindrsa.NewSigner(key).BlindSign(message)
	if err != nil { // a number outside of the key's range
		return "", false, nil
	}
	return b64.EncodeToString(signed), true, nil
}

// Verify reports whether the slip was signed for the poll with that public key.
func Verify(public string, b Ballot) bool {
	verifier, err := verifierOf(public)
	if err != nil {
		return false
	}
	slip, err := b64.DecodeString(b.Slip)
	if err != nil || len(slip) != slipBytes || b64.EncodeToString(slip) != b.Slip {
		return false // a slip has one spelling, or it would count twice
	}
	signature, err := b64.DecodeString(b.Signature)
	return err == nil && verifier.Verify(slip, signature) == nil
}

func verifierOf(public string) (blindrsa.Verifier, error) {
	raw, err := b64.DecodeString(public)
	if err != nil {
		return blindrsa.Verifier{}, err
	}
	key, err := x509.ParsePKIXPublicKey(raw)
	if err != nil {
		return blindrsa.Verifier{}, err
	}
	rsaKey, ok := key.(*rsa.PublicKey)
	if !ok {
		return blindrsa.Verifier{}, fmt.Errorf("a key of kind %T", key)
	}
	return blindrsa.NewVerifier(suite, rsaKey)
}

// Receipt is the short name of a ballot's slip: what its voter looks for in
// the list.
func (b Ballot) Receipt() string {
	sum := sha256.Sum256([]byte(b.Slip))
	return hex.EncodeToString(sum[:8])
}
