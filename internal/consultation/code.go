package consultation

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"sync"
	"time"
)

// Slip is what one person gets on paper: a secret for the link and the picture of
// it, and a short one to type. Both are shown once, when the slip is made.
type Slip struct {
	Link string // 130 bits
	Code string // 60 bits, in groups of four
}

// letters are those of codes: none that is taken for another. There are 32, so that
// five bits of chance choose one without a bias.
const letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"

const (
	linkLen = 26
	codeLen = 12
	group   = 4
)

func newSlip() Slip { return Slip{Link: chance(linkLen), Code: grouped(chance(codeLen))} }

// chance gives n random letters.
func chance(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails since Go 1.24
	for i := range b {
		b[i] = letters[b[i]&31]
	}
	return string(b)
}

func grouped(code string) string {
	return code[:group] + "-" + code[group:2*group] + "-" + code[2*group:]
}

// bare is a secret as somebody typed it, in the one form that is hashed; "" for what
// cannot be one.
func bare(typed string) string {
	s := strings.Map(func(r rune) rune {
		if strings.ContainsRune("- .\t", r) {
			return -1
		}
		return r
	}, strings.ToUpper(typed))
	if len(s) != linkLen && len(s) != codeLen || strings.Trim(s, letters) != "" {
		return ""
	}
	return s
}

// hashOf is what is kept of a secret.
func hashOf(secret string) string {
	sum := sha256.Sum256([]byte("consultation " + secret))
	return hex.EncodeToString(sum[:])
}

// How often a code may be typed wrong from one address before codes from there have
// to wait: an address may be that of a whole hospital.
const (
	wrongMost = 60
	wrongTime = 10 * time.Minute
	addresses = 10_000 // how many are kept
)

// guesses counts wrong codes by address. It is kept in memory alone: nothing that
// is stored says from where somebody answered. Links are too long to be guessed,
// and never wait.
type guesses struct {
	mu sync.Mutex
	by map[string]tries
}

type tries struct {
	wrong int
	since time.Time
}

// wait is how long an address has to wait before the next code.
func (g *guesses) wait(address string, now time.Time) time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	if t := g.by[address]; t.wrong >= wrongMost {
		return max(0, min(wrongTime, t.since.Add(wrongTime).Sub(now)))
	}
	return 0
}

// note counts a wrong code.
func (g *guesses) note(address string, now time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.by == nil || len(g.by) >= addresses {
		g.by = map[string]tries{}
	}
	t := g.by[address]
	if now.Sub(t.since) >= wrongTime || now.Before(t.since) {
		t = tries{since: now}
	}
	t.wrong++
	g.by[address] = t
}
