package consultation

import (
	"context"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/document"
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
	Files    []document.Attachment
	Answers  int
	Used     bool // the slip has answered, which is known until the close
	Void     bool // it was voided
	Today    db.Date
}

// Takes reports whether the slip may answer now.
func (a Ask) Takes() bool { return !a.Used && !a.Void && a.Matter.takes(a.Today) }

// opens reports whether the slip opens the papers on the matter.
func (a Ask) opens() bool { return !a.Void && a.Matter.State != Withdrawn }

// Asked gives what the holder of a slip is asked, by its link or its code as they
// were typed. One that is wrong is NotFound; who types many wrong codes waits. It
// keeps nothing of who asks.
func (s *Service) Asked(ctx context.Context, by access.Actor, secret, address string) (a Ask, err error) {
	k, err := s.key(by, secret, address)
	if err != nil {
		return a, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if a, err = askOf(tx, k); err != nil {
			return err
		}
		return a.fill(tx)
	})
	return a, s.noting(err, secret, address)
}

// AskedFile gives the holder of a slip one of the papers on what he is asked, and its
// bytes; the caller closes the file. It keeps nothing of who asks.
func (s *Service) AskedFile(ctx context.Context, by access.Actor, secret, address string, id document.ID) (f document.Attachment, file *os.File, err error) {
	a, err := s.Asked(ctx, by, secret, address)
	if err != nil {
		return f, nil, err
	}
	if !slices.ContainsFunc(a.Files, func(f document.Attachment) bool { return f.ID == id }) {
		return f, nil, db.ErrNone
	}
	return s.papers.Open(ctx, by, id)
}

// key is the key of a secret, or says that its holder has to wait.
func (s *Service) key(_ access.Actor, secret, address string) (key, error) {
	secret = bare(secret)
	if secret == "" {
		return key{}, fault.New(fault.NotFound, "consultation.slip_unknown")
	}
	if wait := s.wrong.wait(address, s.db.Now().Time); wait > 0 && len(secret) == codeLen {
		return key{}, fault.New(fault.TooMany, "consultation.wait", int(math.Ceil(wait.Minutes())))
	}
	return keyOf(secret), nil
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

// askOf is what a slip asks, as far as answering it needs.
func askOf(tx *db.Tx, k key) (a Ask, err error) {
	var id ID
	if id, a.Void, err = slipBy(tx, k.slip); err != nil {
		return a, err
	}
	if a.Used, err = usedBy(tx, k.mark); err != nil {
		return a, err
	}
	if a.Matter, err = byID(tx, id); err != nil {
		return a, err
	}
	a.Today = tx.Today()
	a.Options, err = optionsOf(tx, id)
	return a, err
}

// fill reads the papers that the slip opens, and what came out once that is published.
func (a *Ask) fill(tx *db.Tx) (err error) {
	if a.opens() {
		if a.Files, err = document.List(tx, FilesOf, string(a.Matter.ID)); err != nil {
			return err
		}
	}
	return a.publish(tx)
}

// publish reads what came out, once those who were asked may see it.
func (a *Ask) publish(tx *db.Tx) (err error) {
	id := a.Matter.ID
	if !a.Matter.State.Published() {
		return nil
	}
	if err = count(tx, id, a.Options); err != nil {
		return err
	}
	if a.Clusters, err = clustersOf(tx, id); err != nil {
		return err
	}
	a.Answers, err = answersOf(tx, id)
	return err
}

// Reply takes the answer of a slip, once. Nobody is known by it, and neither time nor
// address is kept. Faults name choice and words. safety B1, B2.
func (s *Service) Reply(ctx context.Context, by access.Actor, secret, address string, r Reply) error {
	k, err := s.key(by, secret, address)
	if err != nil {
		return err
	}
	err = s.db.System(ctx, func(tx *db.Tx) error {
		a, err := askOf(tx, k)
		if err != nil {
			return err
		}
		if err := tx.Lock("consultation", string(a.Matter.ID)); err != nil {
			return err
		}
		if a, err = askOf(tx, k); err != nil { // as it is now that nobody closes it
			return err
		}
		switch {
		case a.Used:
			return fault.New(fault.Stale, "consultation.slip_used")
		case a.Void:
			return fault.New(fault.Stale, "consultation.slip_void")
		case !a.Takes():
			return fault.New(fault.Stale, "consultation.over")
		}
		if err := r.check(a.Matter, a.Options); err != nil {
			return err
		}
		return insertAnswer(tx, a.Matter.ID, "", k.mark, r)
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
