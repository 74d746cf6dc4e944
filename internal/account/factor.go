package account

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"image/png"
	"net/url"
	"strings"
	"time"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/qr"
	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
)

// stepTime is how long a code is shown (RFC 6238).
const stepTime = 30 * time.Second

// recoveryCodes is how many codes replace the second factor, once each.
const recoveryCodes = 8

var base32Text = base32.StdEncoding.WithPadding(base32.NoPadding)

// NewFactor makes the secret of a second factor: 160 bits in base32.
func NewFactor() string {
	b := make([]byte, 20)
	_, _ = rand.Read(b) // never fails since Go 1.24
	return base32Text.EncodeToString(b)
}

// FactorPicture draws the secret as the QR code that authenticator apps read,
// as a data: address for an image of 240 by 240 points.
func FactorPicture(secret, username string) (string, error) {
	address := url.URL{Scheme: "otpauth", Host: "totp", Path: "/chibo:" + username, RawQuery: url.Values{
		"secret": {secret}, "issuer": {"chibo"}, "algorithm": {"SHA1"}, "digits": {"6"}, "period": {"30"},
	}.Encode()}
	code, err := qr.Encode(address.String(), qr.M, qr.Auto)
	if err != nil {
		return "", err
	}
	if code, err = barcode.Scale(code, 240, 240); err != nil {
		return "", err
	}
	var b bytes.Buffer
	if err := png.Encode(&b, code); err != nil {
		return "", err
	}
	return "data:image/png;base64," + base64.StdEncoding.EncodeToString(b.Bytes()), nil
}

// stepOf finds the step, one around now, that a code belongs to. Clocks of
// phones may be half a minute off.
func stepOf(secret, code string, now time.Time) (step int64, ok bool) {
	code = strings.ReplaceAll(code, " ", "")
	current := now.Unix() / int64(stepTime/time.Second)
	for s := current - 1; s <= current+1; s++ {
		want, err := hotp.GenerateCodeCustom(secret, uint64(s), hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
		if err == nil && subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
			step, ok = s, true
		}
	}
	return step, ok
}

// newRecoveryCodes makes codes of 80 bits: "ABCD-EFGH-IJKL-MNOP".
func newRecoveryCodes() []string {
	codes := make([]string, recoveryCodes)
	for i := range codes {
		b := make([]byte, 10)
		_, _ = rand.Read(b) // never fails since Go 1.24
		s := base32Text.EncodeToString(b)
		codes[i] = s[:4] + "-" + s[4:8] + "-" + s[8:12] + "-" + s[12:]
	}
	return codes
}

// recoveryHash is what is stored of a recovery code; how it was typed does not
// matter.
func recoveryHash(id ID, code string) string {
	code = strings.NewReplacer("-", "", " ", "").Replace(strings.ToUpper(code))
	return hashOf(string(id) + "\n" + code)
}

// hashOf is the SHA-256 of a text in hex: what is stored of secrets that are
// long enough not to be guessed.
func hashOf(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}
