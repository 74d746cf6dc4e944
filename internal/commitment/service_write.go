package commitment

import (
	"cmp"
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
)

// Begin makes somebody's pledge of a year in a unit: one's own, or as a leader
// that of one who has no device. It begins empty, or as a copy of last year's
// headings, work, measures and due times. Where there is one already, its id
// is given and nothing changes.
func (s *Service) Begin(ctx context.Context, by access.Actor, unit org.ID, person member.ID, year int, copyLast bool) (id ID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		if _, err := authorise(tx, by, Write, unit, person); err != nil {
			return err
		}
		if err := checkYear(year, tx.Today()); err != nil {
			return err
		}
		people, err := member.ProfilesIn(tx, unit, tx.Today())
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(people, func(p member.Profile) bool { return p.Person == person }) {
			return fault.At("person", "commitment.person_elsewhere")
		}
		if err := tx.Lock("commitment", string(unit)+" "+string(person)); err != nil {
			return err
		}
		was, err := ownOf(tx, unit, person, year)
		if id = was.ID; err != nil || id != "" {
			return err
		}
		h := Head{ID: ID(db.NewID()), Unit: unit, Person: person, Year: year, State: Drafting, Proxy: by.Person != string(person)}
		if err := insertPledge(tx, h); err != nil {
			return err
		}
		if id = h.ID; copyLast {
			last, err := lastYears(tx, h)
			if err != nil {
				return err
			}
			if err := replaceItems(tx, Pledge{Head: h}, last); err != nil {
				return err
			}
		}
		return note(tx, "commitment.begin", h, map[string]any{"year": year, "proxy": h.Proxy, "copied": copyLast})
	})
	return id, err
}

// lastYears gives the items of the same person's pledge of the year before in
// the same unit, as they may be copied: without their results.
func lastYears(tx *db.Tx, h Head) ([]ItemForm, error) {
	last, err := ownOf(tx, h.Unit, h.Person, h.Year-1)
	forms := make([]ItemForm, len(last.Items))
	for n, i := range last.Items {
		forms[n] = ItemForm{Heading: i.Heading, Work: i.Work, Measure: i.Measure, Due: i.Due}
	}
	return forms, err
}

// Save keeps what is being written, as the page does every few seconds, and
// gives the new version. Items stand in the order of the form; empty ones are
// left out, one that keeps its id keeps its progress. A theme that runs no more is
// taken only where the item answered to it before. A stale version is refused with
// what is stored now under the names of the fields.
func (s *Service) Save(ctx context.Context, by access.Actor, id ID, version int, items []ItemForm) (saved int, err error) {
	var p Pledge
	var themes []Theme
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		var u org.Unit
		if p, u, err = writable(tx, by, id, version, Saving); err != nil {
			return err
		}
		themes, err = s.themes(tx, by, u, p.Year)
		return err
	})
	if err != nil {
		return 0, err
	}
	if _, err := Workflow.After(p.State, Saving, "commitment.not_now"); err != nil {
		return 0, err
	}
	kept, err := checkItems(slices.Clone(items), func(f ItemForm) bool { return p.mayTie(f, themes) })
	if err != nil {
		return 0, err
	}
	save := func(tx *db.Tx) error {
		p, _, err := writable(tx, by, id, version, Saving)
		if err != nil {
			return err
		}
		if err := touch(tx, p, version, p.Proxy && string(p.Person) != by.Person); err != nil {
			return err
		}
		return replaceItems(tx, p, kept)
	}
	// That the author takes over what a leader wrote for him goes on record; all
	// else that is typed is bookkeeping.
	if p.Proxy && string(p.Person) == by.Person {
		err = s.db.Write(ctx, by, func(tx *db.Tx) error {
			if err := save(tx); err != nil {
				return err
			}
			return note(tx, "commitment.take", p.Head, nil)
		})
	} else {
		err = s.db.System(ctx, save)
	}
	if err != nil {
		return 0, err
	}
	return version + 1, nil
}

// mayTie reports whether an item may answer to the theme that its form names: one
// that runs, or that it answered to before.
func (p Pledge) mayTie(f ItemForm, themes []Theme) bool {
	return f.Theme == "" || slices.ContainsFunc(themes, func(t Theme) bool { return t.Runs && t.ID == f.Theme }) ||
		slices.ContainsFunc(p.Items, func(i Item) bool { return i.ID == f.ID && i.Theme == f.Theme })
}

// CopyLast adds to a pledge what the same person registered the year before:
// headings, work, measures and due times that it has not yet.
func (s *Service) CopyLast(ctx context.Context, by access.Actor, id ID, version int) (saved int, err error) {
	var forms []ItemForm
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		p, _, err := writable(tx, by, id, version, Saving)
		if err != nil {
			return err
		}
		last, err := lastYears(tx, p.Head)
		if err != nil {
			return err
		}
		if len(last) == 0 {
			return fault.New(fault.Invalid, "commitment.nothing_to_copy")
		}
		for _, i := range p.Items {
			forms = append(forms, i.form())
		}
		for _, f := range last {
			if !slices.ContainsFunc(forms, func(k ItemForm) bool { return k.Heading == f.Heading && k.Work == f.Work }) {
				forms = append(forms, f)
			}
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	return s.Save(ctx, by, id, version, forms)
}

// Submit sends the pledge to the leaders. It has at least one item, each with a
// heading.
func (s *Service) Submit(ctx context.Context, by access.Actor, id ID, version int) error {
	return s.act(ctx, by, id, version, Submitting, func(tx *db.Tx, p *Pledge) (any, error) {
		p.SubmittedOn = tx.Today()
		return p.Items, complete(p.Items)
	})
}

// Recall takes it back before the leaders have judged it.
func (s *Service) Recall(ctx context.Context, by access.Actor, id ID, version int) error {
	return s.act(ctx, by, id, version, Recalling, func(_ *db.Tx, p *Pledge) (any, error) {
		p.SubmittedOn = ""
		return nil, nil
	})
}

// Progress says how an item goes: percent from 0 to 100, which may also go
// back, and a word. A leader may enter it for the author; it bears his name.
func (s *Service) Progress(ctx context.Context, by access.Actor, id ID, version int, item ItemID, percent int, word string) error {
	word = i18n.Clean(word)
	return s.act(ctx, by, id, version, Progressing, func(tx *db.Tx, p *Pledge) (any, error) {
		n := slices.IndexFunc(p.Items, func(i Item) bool { return i.ID == item })
		if n < 0 {
			return nil, db.ErrNone
		}
		if err := checkProgress(percent, word); err != nil {
			return nil, err
		}
		p.Items[n].Percent, p.Items[n].Result = percent, word
		g := Progress{Item: item, Percent: percent, Note: word, Person: member.ID(by.Person)}
		return map[string]any{"item": item, "percent": percent, "note": word}, insertProgress(tx, g)
	})
}

// Look writes a look back at the whole, at mid-year or at the end of the year;
// writing it again replaces it.
func (s *Service) Look(ctx context.Context, by access.Actor, id ID, version int, l Look, text string) error {
	text = i18n.Clean(text)
	return s.act(ctx, by, id, version, Looking, func(_ *db.Tx, p *Pledge) (any, error) {
		var faults fault.Form
		said(&faults, string(l), text)
		switch l {
		case Midyear:
			p.Midyear = text
		case Yearend:
			p.Yearend = text
		default:
			return nil, db.ErrNone
		}
		return map[string]any{"look": l, "text": text}, faults.Err()
	})
}

// writable reads a pledge for an act of its author, or of who writes for him,
// on the version that his page showed.
func writable(tx *db.Tx, by access.Actor, id ID, version int, a Act) (p Pledge, u org.Unit, err error) {
	if p, err = byID(tx, id); err != nil {
		return p, u, err
	}
	if u, err = authorise(tx, by, Write, p.Unit, p.Person); err != nil {
		return p, u, err
	}
	if err = mayWrite(p.Head, a, by); err != nil {
		return p, u, err
	}
	return p, u, p.fresh(version)
}

// act makes a move: change alters the pledge and gives what the log keeps of it.
func (s *Service) act(ctx context.Context, by access.Actor, id ID, version int, a Act, change func(tx *db.Tx, p *Pledge) (any, error)) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		p, u, err := actable(tx, by, id, version, a)
		if err != nil {
			return err
		}
		m, err := Workflow.After(p.State, a, "commitment.not_now")
		if err != nil {
			return err
		}
		was := p.Head
		data, err := change(tx, &p)
		if err != nil {
			return err
		}
		p.State = m.To
		if err := put(tx, p, was); err != nil {
			return err
		}
		if err := note(tx, "commitment."+string(a), p.Head, entry{m.From, m.To, data}); err != nil {
			return err
		}
		if s.OnAct != nil {
			if err := s.OnAct(tx, by, p); err != nil {
				return err
			}
		}
		return s.tell(tx, by, a, p, u)
	})
}

// actable reads a pledge for an act and judges who asks for it.
func actable(tx *db.Tx, by access.Actor, id ID, version int, a Act) (p Pledge, u org.Unit, err error) {
	if Workflow.Who(a).Name == Write.Name {
		return writable(tx, by, id, version, a)
	}
	if p, err = byID(tx, id); err != nil {
		return p, u, err
	}
	if u, err = authorise(tx, by, Judge, p.Unit, p.Person); err != nil {
		return p, u, err
	}
	people, err := member.ProfilesIn(tx, p.Unit, tx.Today())
	if err != nil {
		return p, u, err
	}
	return p, u, cmp.Or(p.fresh(version), mayJudge(p.Head, a, by, people))
}

// entry is what the log keeps of an act.
type entry struct {
	From State `json:"from"`
	To   State `json:"to"`
	Data any   `json:"data,omitempty"`
}

func note(tx *db.Tx, action string, h Head, data any) error {
	return tx.Audit(db.Entry{Action: action, Unit: string(h.Unit), Kind: "commitment", Subject: string(h.ID), Person: string(h.Person), Data: data})
}
