package consultation

import (
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"sync"
	"time"

	"chibo/internal/db"
)

// Slip is what one person gets on paper: a secret for the link and the picture of
// it, and a short one to type, which comes of the first. Both are shown once, when
// the slip is made.
type Slip struct {
	Link string // 130 bits
	Code string // 60 bits, in groups of four
}

// Batch is slips that were printed together; the number stands on each.
type Batch struct {
	Ordinal   int
	Slips     int
	PrintedOn db.Date
	VoidedOn  db.Date // "" while its slips may answer
}

// letters are those of codes: none that is taken for another. There are 32, so that
// five bits of chance choose one without a bias.
const letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"

const (
	linkLen = 26
	codeLen = 12
	group   = 4
)

func newSlip() Slip {
	link := chance(linkLen)
	return Slip{Link: link, Code: grouped(codeOf(link))}
}

// codeOf is the code of a link: by either of the two, a slip is the same slip.
func codeOf(link string) string {
	sum := sha256.Sum256([]byte("consultation code " + link))
	return spelt(sum[:codeLen])
}

// chance gives n random letters.
func chance(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails since Go 1.24
	return spelt(b)
}

// spelt writes bytes as letters, five bits of each.
func spelt(b []byte) string {
	all := make([]byte, len(b))
	for i := range b {
		all[i] = letters[b[i]&31]
	}
	return string(all)
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

// key is what a secret opens: the row of its slip, by the hash of the link or of the
// code, and the mark of the answer that the slip gives. Row and mark both come of the
// paper; neither leads to the other.
type key struct{ slip, mark string }

// keyOf is the key of a secret as bare gives it.
func keyOf(secret string) key {
	if len(secret) == linkLen {
		return key{slip: linkHash(secret), mark: keyOf(codeOf(secret)).mark}
	}
	long, err := pbkdf2.Key(sha256.New, "consultation "+secret, []byte("a code on paper of chibo"), stretch, sha256.Size)
	if err != nil { // only where all of it is too short for the machine's policy
		panic(err)
	}
	return key{slip: digest("slip", long), mark: digest("answer", long)}
}

// linkHash is what is kept of a link.
func linkHash(link string) string { return digest("link", []byte(link)) }

// stretch is how much dearer it is to try all codes on a copy of the database, where
// nobody has to wait: a thousand times.
const stretch = 1024

func digest(what string, secret []byte) string {
	sum := sha256.Sum256(append([]byte("consultation "+what+" "), secret...))
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
