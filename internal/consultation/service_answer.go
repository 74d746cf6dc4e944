package consultation

import (
	"context"
	"math"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
)

// Reply is what somebody answers.
type Reply struct {
	Choices []int // ordinals of options
	Words   string
	Version int // 0 while nothing was answered
}

// Has reports whether an option was chosen.
func (r *Reply) Has(o Option) bool { return r != nil && slices.Contains(r.Choices, o.Ordinal) }

func (o Option) key() string { return strconv.Itoa(o.Ordinal) }

// check brings an answer into shape. Faults name choice and words.
func (r *Reply) check(m Matter, options []Option) error {
	var faults fault.Form
	r.Words = i18n.Clean(r.Words)
	fits(&faults, "words", r.Words, wordsMax)
	slices.Sort(r.Choices)
	r.Choices = slices.Compact(r.Choices)
	unknown := slices.ContainsFunc(r.Choices, func(n int) bool {
		return !slices.ContainsFunc(options, func(o Option) bool { return o.Ordinal == n })
	})
	switch {
	case unknown:
		faults.Add("choice", "consultation.choice_unknown")
	case len(r.Choices) > 1 && m.Choosing == One:
		faults.Add("choice", "consultation.choice_one")
	case len(options) > 0 && len(r.Choices) == 0 && (r.Words == "" || !m.Texts):
		faults.Add("choice", "consultation.choice_missing")
	case len(options) == 0 && r.Words == "":
		faults.Add("words", "consultation.words_missing")
	}
	if !m.Texts {
		r.Words = ""
	}
	return faults.Err()
}

// choice is how chosen options are kept.
func (r Reply) choice() string {
	all := make([]string, len(r.Choices))
	for i, n := range r.Choices {
		all[i] = strconv.Itoa(n)
	}
	return strings.Join(all, " ")
}

// Ask is what the holder of a slip sees: the question while it is asked, and what
// came of it once that is published. Nobody is named in it but the unit that asks.
type Ask struct {
	Matter   Matter
	Options  []Option
	Clusters []Cluster
	Answers  int
	Used     bool // the slip has answered
	Today    db.Date
}

// Takes reports whether the slip may answer now.
func (a Ask) Takes() bool { return !a.Used && a.Matter.takes(a.Today) }

// Asked gives what the holder of a slip is asked, by its link or its code as they
// were typed. One that is wrong is NotFound; who types many wrong codes waits. It
// keeps nothing of who asks.
func (s *Service) Asked(ctx context.Context, by access.Actor, secret, address string) (a Ask, err error) {
	key, err := s.key(by, secret, address)
	if err != nil {
		return a, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		a, err = askOf(tx, key)
		return err
	})
	return a, s.noting(err, secret, address)
}

// key is the hash of a secret, or says that its holder has to wait.
func (s *Service) key(_ access.Actor, secret, address string) (string, error) {
	secret = bare(secret)
	if secret == "" {
		return "", fault.New(fault.NotFound, "consultation.slip_unknown")
	}
	if wait := s.wrong.wait(address, s.db.Now().Time); wait > 0 && len(secret) == codeLen {
		return "", fault.New(fault.TooMany, "consultation.wait", int(math.Ceil(wait.Minutes())))
	}
	return hashOf(secret), nil
}

// noting counts a code that was wrong.
func (s *Service) noting(err error, secret, address string) error {
	if !fault.Is(err, fault.NotFound) {
		return err
	}
	if len(bare(secret)) == codeLen {
		s.wrong.note(address, s.db.Now().Time)
	}
	return fault.New(fault.NotFound, "consultation.slip_unknown")
}

func askOf(tx *db.Tx, key string) (a Ask, err error) {
	var id ID
	if id, a.Used, err = slipBy(tx, key); err != nil {
		return a, err
	}
	if a.Matter, err = byID(tx, id); err != nil {
		return a, err
	}
	a.Today = tx.Today()
	if a.Options, err = optionsOf(tx, id); err != nil || !a.Matter.State.Published() {
		return a, err
	}
	if err = count(tx, id, a.Options); err != nil {
		return a, err
	}
	if a.Clusters, err = clustersOf(tx, id); err != nil {
		return a, err
	}
	a.Answers, err = answersOf(tx, id)
	return a, err
}

// Reply takes the answer of a slip, once. Nobody is known by it, and neither time nor
// address is kept. Faults name choice and words. safety B1, B2.
func (s *Service) Reply(ctx context.Context, by access.Actor, secret, address string, r Reply) error {
	key, err := s.key(by, secret, address)
	if err != nil {
		return err
	}
	err = s.db.System(ctx, func(tx *db.Tx) error {
		a, err := askOf(tx, key)
		if err != nil {
			return err
		}
		if err := tx.Lock("consultation", string(a.Matter.ID)); err != nil {
			return err
		}
		if a, err = askOf(tx, key); err != nil { // as it is now that nobody closes it
			return err
		}
		switch {
		case a.Used:
			return fault.New(fault.Stale, "consultation.slip_used")
		case !a.Takes():
			return fault.New(fault.Stale, "consultation.over")
		}
		if err := r.check(a.Matter, a.Options); err != nil {
			return err
		}
		if err := use(tx, key); err != nil {
			return err
		}
		return insertAnswer(tx, a.Matter.ID, "", r)
	})
	return s.noting(err, secret, address)
}

// Say takes the answer of somebody who is asked with his name, over the version that
// the page showed, 0 for none. Faults name choice and words.
func (s *Service) Say(ctx context.Context, by access.Actor, id ID, version int, r Reply) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		if err := tx.Lock("consultation", string(id)); err != nil {
			return err
		}
		m, _, err := admit(tx, by, Say, id)
		if err != nil {
			return err
		}
		if by.Person == "" || !m.asks(by) {
			return fault.New(fault.Denied, "ui.denied")
		}
		if !m.Named || !m.takes(tx.Today()) {
			return fault.New(fault.Invalid, "consultation.not_now")
		}
		options, err := optionsOf(tx, id)
		if err != nil {
			return err
		}
		if err := r.check(m, options); err != nil {
			return err
		}
		if err := putAnswer(tx, id, member.ID(by.Person), version, r); err != nil {
			return err
		}
		return tx.Audit(db.Entry{Action: "consultation.say", Unit: string(m.Unit), Kind: "consultation", Subject: string(id), Person: by.Person})
	})
}
