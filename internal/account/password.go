package account

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"chibo/internal/fault"
	"chibo/internal/i18n"
)

// Lengths of a password in characters (NIST SP 800-63B-4, section 3.1.1.2).
const (
	PasswordMin = 15
	PasswordMax = 256
)

// checkPassword refuses what is too short, too long or obvious. It asks for
// no mixture of characters. names are what an attacker would try first.
func checkPassword(password string, names ...string) error {
	password = i18n.Clean(password)
	switch n := utf8.RuneCountInString(password); {
	case n < PasswordMin:
		return fault.At("password", "account.password_short", PasswordMin)
	case n > PasswordMax:
		return fault.At("password", "account.password_long", PasswordMax)
	case obvious(password, names):
		return fault.At("password", "account.password_obvious")
	}
	return nil
}

// common is what people here put into a password first, folded and without
// spaces.
var common = []string{
	"dangcongsanvietnam", "hochiminh", "dangcongsan", "chicongvotu", "vietnam", "quyetthang", "doclaptudo", "hanhphuc",
	"matkhau", "password", "admin", "chibo", "dangbo", "danguy", "dangvien", "bithu", "congsan", "toiyeu", "anhyeuem", "emyeuanh",
	"iloveyou", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwerty", "welcome", "xinchao",
}

// obvious reports whether nothing much is left of the password without the
// words that everybody would try.
func obvious(password string, names []string) bool {
	rest := plain(password)
	words := slices.Clone(common)
	for _, n := range names {
		if w := plain(n); len(w) >= 3 {
			words = append(words, w)
		}
	}
	slices.SortFunc(words, func(a, b string) int { return len(b) - len(a) })
	for _, w := range words {
		rest = strings.ReplaceAll(rest, w, "")
	}
	return weak([]rune(rest))
}

// plain keeps the letters and digits of a text, folded.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, i18n.Fold(s))
}

// weak texts are short, of few different characters, or count up or down.
func weak(s []rune) bool {
	if len(s) < 6 {
		return true
	}
	different := map[rune]bool{s[0]: true}
	steps := 0
	for i := 1; i < len(s); i++ {
		different[s[i]] = true
		if d := s[i] - s[i-1]; d >= -1 && d <= 1 {
			steps++
		}
	}
	return len(different) < 5 || 4*steps >= 3*(len(s)-1)
}

// The cost of a hash: 19 MiB, two passes, one lane (OWASP's second choice for
// argon2id); about 45 ms on the machines that chibo is made for.
const (
	hashMemory = 19 * 1024 // KiB
	hashTime   = 2
	hashLanes  = 1
	hashBytes  = 32
	saltBytes  = 16
)

// hasher computes password hashes, no more than two at a time, so that a
// flood of sign-ins cannot take memory and processor from everybody else.
type hasher chan struct{}

func newHasher() hasher { return make(hasher, 2) }

// hash gives the password in PHC form under a fresh salt.
func (h hasher) hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltBytes)
	_, _ = rand.Read(salt) // never fails since Go 1.24
	sum, err := h.sum(ctx, password, salt)
	if err != nil {
		return "", err
	}
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, hashMemory, hashTime, hashLanes,
		b64.EncodeToString(salt), b64.EncodeToString(sum)), nil
}

// matches compares a password with a stored hash. Without one, or with one
// that cannot be read, it takes the same time and says no.
func (h hasher) matches(ctx context.Context, stored, password string) (bool, error) {
	salt, want, ok := parseHash(stored)
	got, err := h.sum(ctx, password, salt)
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare(got, want) == 1 && ok, nil
}

// parseHash takes apart what hash wrote. What is no such hash gives a salt
// and a sum of the right length all the same.
func parseHash(stored string) (salt, sum []byte, ok bool) {
	salt, sum = make([]byte, saltBytes), make([]byte, hashBytes)
	parts := strings.Split(stored, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || parts[3] != fmt.Sprintf("m=%d,t=%d,p=%d", hashMemory, hashTime, hashLanes) {
		return salt, sum, false
	}
	n, errSalt := base64.RawStdEncoding.Decode(salt, []byte(parts[4]))
	m, errSum := base64.RawStdEncoding.Decode(sum, []byte(parts[5]))
	return salt, sum, errSalt == nil && errSum == nil && n == saltBytes && m == hashBytes
}

func (h hasher) sum(ctx context.Context, password string, salt []byte) ([]byte, error) {
	select {
	case h <- struct{}{}:
		defer func() { <-h }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return argon2.IDKey([]byte(i18n.Clean(password)), salt, hashTime, hashMemory, hashLanes, hashBytes), nil
}
