package poll

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/cloudflare/circl/blindsign/blindrsa"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
)

// oneKey is the key of every poll of the tests, a short one: to make long ones
// takes longer than all the rest.
var oneKey = sync.OnceValues(func() (string, string) {
	public, private, err := newKey(1024)
	if err != nil {
		panic(err)
	}
	return public, private
})

// room is a meeting with voters, each with a device.
type room struct {
	meetingtest.Hall
	polls   *Service
	meeting meeting.ID
	voters  []access.Actor
}

// enter makes a meeting in which as many official members are present.
func enter(t *testing.T, d *db.DB, n int) room {
	t.Helper()
	r := room{Hall: meetingtest.New(t, d)}
	r.polls = New(d, r.Meetings)
	r.polls.newKey = func() (string, string, error) {
		public, private := oneKey()
		return public, private, nil
	}
	r.voters = []access.Actor{r.Secretary, r.Minuter, r.Plain}
	for len(r.voters) < n {
		r.voters = append(r.voters, r.Actor(t, r.Enter(t, r.Cell, "Nguyễn Thị "+string(rune('A'+len(r.voters))), member.Official)))
	}
	r.meeting = r.Open(t)
	return r
}

func (r room) open(t *testing.T) ID {
	t.Helper()
	id, err := r.polls.Open(t.Context(), r.Secretary, r.meeting, Form{Question: "Đổi giờ sinh hoạt sang 15 giờ?", Choices: "Đồng ý\nKhông đồng ý\nÝ kiến khác"})
	meetingtest.Must(t, err)
	return id
}

// step moves the poll on, by the secretary.
func (r room) step(t *testing.T, id ID, do func(context.Context, access.Actor, meeting.ID, ID, int) error) {
	t.Helper()
	sh, err := r.polls.Get(t.Context(), r.Secretary, r.meeting, id)
	meetingtest.Must(t, err)
	meetingtest.Must(t, do(t.Context(), r.Secretary, r.meeting, id, sh.Poll.Version))
}

// device is what a voter's phone does.
type device struct {
	client  blindrsa.Client
	slip    []byte
	blinded []byte
	state   blindrsa.State
}

func newDevice(t *testing.T, public string) *device {
	t.Helper()
	raw, err := b64.DecodeString(public)
	meetingtest.Must(t, err)
	key, err := x509.ParsePKIXPublicKey(raw)
	meetingtest.Must(t, err)
	d := &device{}
	d.client, err = blindrsa.NewClient(suite, key.(*rsa.PublicKey))
	meetingtest.Must(t, err)
	message := make([]byte, 32)
	_, err = rand.Read(message)
	meetingtest.Must(t, err)
	d.slip, err = d.client.Prepare(rand.Reader, message)
	meetingtest.Must(t, err)
	d.blinded, d.state, err = d.client.Blind(rand.Reader, d.slip)
	meetingtest.Must(t, err)
	return d
}

// ballot makes a ballot of what chibo signed.
func (d *device) ballot(t *testing.T, signed string, choice int) Ballot {
	t.Helper()
	raw, err := b64.DecodeString(signed)
	meetingtest.Must(t, err)
	signature, err := d.client.Finalize(d.state, raw)
	meetingtest.Must(t, err)
	return Ballot{Slip: b64.EncodeToString(d.slip), Signature: b64.EncodeToString(signature), Choice: choice}
}

// ready hands a slip to each voter and begins the casting.
func (r room) ready(t *testing.T, id ID) []Ballot {
	t.Helper()
	public, _ := oneKey()
	all := make([]Ballot, len(r.voters))
	for n, voter := range r.voters {
		d := newDevice(t, public)
		signed, err := r.polls.Take(t.Context(), voter, r.meeting, id, b64.EncodeToString(d.blinded))
		meetingtest.Must(t, err)
		all[n] = d.ballot(t, signed, 1+n%3)
	}
	r.step(t, id, r.polls.Begin)
	return all
}

func wants(t *testing.T, what string, err error, key string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), key) {
		t.Errorf("%s: %v, want %s", what, err, key)
	}
}

// Safety B2: each voter has one slip, a slip counts once, whatever is sent
// again; what was not signed does not count; every receipt is found, and a
// second count by hand is equal.
func TestPoll(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := enter(t, d, 6)
		ctx := t.Context()
		id := r.open(t)
		public, _ := oneKey()

		t.Run("slips", func(t *testing.T) {
			_, err := r.polls.Take(ctx, r.Probationary, r.meeting, id, "AAAA")
			wants(t, "a probationary member's device", err, "poll.not_official")
			_, err = r.polls.Take(ctx, r.Stranger, r.meeting, id, "AAAA")
			if !fault.Is(err, fault.NotFound) {
				t.Errorf("another cell: %v", err)
			}
			_, err = r.polls.Take(ctx, r.Plain, r.meeting, id, "AAAA")
			wants(t, "no slip", err, "poll.slip_wrong")
			early := newDevice(t, public)
			signed, err := r.polls.Take(ctx, r.Plain, r.meeting, id, b64.EncodeToString(early.blinded))
			meetingtest.Must(t, err)
			again, err := r.polls.Take(ctx, r.Plain, r.meeting, id, b64.EncodeToString(early.blinded))
			if err != nil || again != signed {
				t.Errorf("the same again: %v", err)
			}
			_, err = r.polls.Take(ctx, r.Plain, r.meeting, id, b64.EncodeToString(newDevice(t, public).blinded))
			wants(t, "a second slip", err, "poll.taken")
			wants(t, "cast before casting", r.polls.Cast(ctx, access.Actor{}, id, early.ballot(t, signed, 1)), "poll.not_casting")
			sh, err := r.polls.Get(ctx, r.Secretary, r.meeting, id)
			meetingtest.Must(t, err)
			wants(t, "one slip", r.polls.Begin(ctx, r.Secretary, r.meeting, id, sh.Poll.Version), "poll.slips_few")
			wants(t, "a plain member leads", r.polls.Begin(ctx, r.Plain, r.meeting, id, sh.Poll.Version), "ui.denied")
			r.step(t, id, r.polls.Cancel)
		})

		id = r.open(t)
		all := r.ready(t, id)
		t.Run("ballots", func(t *testing.T) {
			_, err := r.polls.Take(ctx, r.Plain, r.meeting, id, "AAAA")
			wants(t, "a slip too late", err, "poll.handing_over")
			for _, b := range all {
				meetingtest.Must(t, r.polls.Cast(ctx, access.Actor{}, id, b))
				meetingtest.Must(t, r.polls.Cast(ctx, access.Actor{}, id, b)) // the answer was lost
			}
			other := all[0]
			other.Choice = 2
			wants(t, "the slip with another choice", r.polls.Cast(ctx, access.Actor{}, id, other), "poll.cast_before")
			other.Slip, other.Signature = all[1].Slip, all[0].Signature
			wants(t, "another's signature", r.polls.Cast(ctx, access.Actor{}, id, other), "poll.slip_wrong")
			other.Choice = 4
			wants(t, "a choice that is not offered", r.polls.Cast(ctx, access.Actor{}, id, other), "poll.choice_missing")
		})
		r.step(t, id, r.polls.Close)
		t.Run("count", func(t *testing.T) {
			sh, err := r.polls.Get(ctx, r.Plain, r.meeting, id)
			meetingtest.Must(t, err)
			votes := map[int]int{}
			for _, b := range sh.Ballots {
				if !Verify(sh.Poll.PublicKey, b) {
					t.Error("a ballot in the list was not signed")
				}
				votes[b.Choice]++
			}
			for _, c := range sh.Poll.Choices {
				if c.Votes != votes[c.Ordinal] || c.Votes != 2 {
					t.Errorf("%d votes for %d, by hand %d", c.Votes, c.Ordinal, votes[c.Ordinal])
				}
			}
			for _, b := range all {
				if !slices.Contains(sh.Ballots, b) {
					t.Errorf("the receipt %s is not in the list", b.Receipt())
				}
			}
			meetingtest.Must(t, r.polls.Cast(ctx, access.Actor{}, id, all[0]))
		})
	})
}

// Safety B3: fewer than five are no secret poll, neither when it begins nor
// when it is counted.
func TestFew(t *testing.T) {
	d := dbtest.SQLite(t, dbtest.NewClock())
	r := enter(t, d, 4)
	_, err := r.polls.Open(t.Context(), r.Secretary, r.meeting, Form{Question: "Đổi giờ?", Choices: "Có\nKhông"})
	wants(t, "four", err, "poll.too_few")
	r = enter(t, dbtest.SQLite(t, dbtest.NewClock()), 5)
	id := r.open(t)
	for _, b := range r.ready(t, id)[:4] {
		meetingtest.Must(t, r.polls.Cast(t.Context(), access.Actor{}, id, b))
	}
	r.step(t, id, r.polls.Close)
	sh, err := r.polls.Get(t.Context(), r.Secretary, r.meeting, id)
	if err != nil || sh.Poll.Counted || len(sh.Ballots) > 0 || sh.Poll.Ballots > 0 {
		t.Errorf("four ballots of five: %+v %v", sh.Poll, err)
	}
}

// Safety B1: whoever has all that is stored guesses no better than chance, even
// where everybody votes in the order in which the slips were handed out.
func TestUnlinkable(t *testing.T) {
	const voters = 12
	c := dbtest.NewClock()
	dir := t.TempDir()
	d, err := db.Open(t.Context(), db.Options{Dir: dir, Clock: c.Now})
	meetingtest.Must(t, err)
	t.Cleanup(func() { d.Close() })
	r := enter(t, d, voters)
	polls, hits := 200, map[string]int{}
	for range polls {
		id := r.open(t)
		all := r.ready(t, id)
		for _, b := range all {
			meetingtest.Must(t, r.polls.Cast(t.Context(), access.Actor{}, id, b))
		}
		r.step(t, id, r.polls.Close)
		for guess, order := range guesses(t, d, dir, id, all) {
			for n, slip := range order {
				if n < len(all) && slip == all[n].Slip {
					hits[guess]++
				}
			}
		}
	}
	n, p := float64(polls*voters), 1/float64(voters)
	most := n*p + 3*math.Sqrt(n*p*(1-p))
	for guess, h := range hits {
		if float64(h) > most {
			t.Errorf("%s: %d of %.0f guessed, chance allows %.0f", guess, h, n, most)
		}
	}
}

// guesses are the orders in which an attacker lays the ballots beside the
// voters in the order in which they took their slips: by row, and by the place
// in the database's files. Bytes that are no longer in the files are no guess.
func guesses(t *testing.T, d *db.DB, dir string, id ID, all []Ballot) map[string][]string {
	t.Helper()
	g := map[string][]string{}
	meetingtest.Must(t, d.Read(t.Context(), func(tx *db.Tx) (err error) {
		g["row"], err = db.All(tx, db.Value[string], `SELECT slip FROM poll_ballot WHERE poll_id = $1 ORDER BY rowid`, id)
		return err
	}))
	files, err := filepath.Glob(filepath.Join(dir, "*.db*"))
	meetingtest.Must(t, err)
	if len(files) == 0 {
		t.Fatal("no files to look into")
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		meetingtest.Must(t, err)
		name := filepath.Base(file)
		for what, find := range map[string]func([]byte, []byte) int{"first place in ": bytes.Index, "last place in ": bytes.LastIndex} {
			at := map[string]int{}
			for _, b := range all {
				if n := find(content, []byte(b.Slip)); n >= 0 {
					at[b.Slip] = n
				}
			}
			order := make([]string, 0, len(at))
			for slip := range at {
				order = append(order, slip)
			}
			slices.SortFunc(order, func(a, b string) int { return at[a] - at[b] })
			g[what+name] = order
		}
	}
	return g
}
