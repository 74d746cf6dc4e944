package floor

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"strconv"
	"strings"
	"time"

	"github.com/boombuler/barcode/qr"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/meeting"
)

const (
	stepTime = 30 * time.Second // how long a code is shown
	stepsOld = 2                // how many codes before the one that is shown are still taken
	codeLen  = 10               // letters: 50 bits
)

// newSecret makes what codes are derived from: 160 bits in base32.
func newSecret() string {
	b := make([]byte, 20)
	_, _ = rand.Read(b) // never fails since Go 1.24
	return base32.StdEncoding.EncodeToString(b)
}

// codeOf is the code of a meeting in one step of time.
func codeOf(secret string, id meeting.ID, step int64) string {
	mac := hmac.New(sha256.New, []byte(secret))
	_, _ = mac.Write([]byte(string(id) + " " + strconv.FormatInt(step, 10)))
	return base32.StdEncoding.EncodeToString(mac.Sum(nil))[:codeLen]
}

func stepAt(now db.Time) int64 { return now.Unix() / int64(stepTime/time.Second) }

// checkCode refuses a code that the screen did not show within the last minute.
func checkCode(secret string, id meeting.ID, code string, now db.Time) error {
	code = strings.ToUpper(strings.TrimSpace(code))
	for old := range int64(stepsOld + 1) {
		if secret != "" && hmac.Equal([]byte(code), []byte(codeOf(secret, id, stepAt(now)-old))) {
			return nil
		}
	}
	return fault.New(fault.Invalid, "meeting.code_old")
}

// Picture is a text as a QR code: so many squares wide and high, and the path of
// the dark ones, for an SVG of that size. A text that is too long has none.
func Picture(text string) (size int, path string, err error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return 0, "", err
	}
	size = code.Bounds().Dx()
	var b strings.Builder
	for y := range size {
		for x := range size {
			if r, _, _, _ := code.At(x, y).RGBA(); r == 0 {
				b.WriteString("M" + strconv.Itoa(x) + " " + strconv.Itoa(y) + "h1v1h-1z")
			}
		}
	}
	return size, b.String(), nil
}
