package document

import (
	"context"
	"log/slog"
	"os"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

// NumberPapers is setting the numbers at which a unit's papers begin. Who may
// attach and read files is for the owner of the record to say.
var NumberPapers = access.Declare("document.number", access.For(access.Here, access.Committee...))

// Service holds the use cases.
type Service struct {
	db    *db.DB
	files folder
	// gates bounds how many files are judged at once: each may take some
	// 50 MiB for a moment.
	gates chan struct{}
	// drawing lets one picture at a time be drawn anew.
	drawing chan struct{}
	// Owners say who may read and add files, by kind of record. A kind without
	// an owner takes and gives nothing.
	Owners map[string]Owner
}

// New makes the use cases over a database and the data folder, and clears
// away what a crash left half written there.
func New(d *db.DB, dir string) *Service {
	s := &Service{db: d, files: folder(dir), gates: make(chan struct{}, 2), drawing: make(chan struct{}, drawnAtOnce), Owners: map[string]Owner{}}
	if err := s.files.sweep(d.Now().Time); err != nil {
		slog.Warn("document sweep", "error", err)
	}
	return s
}

func (s *Service) owner(kind string) (Owner, error) {
	o, ok := s.Owners[kind]
	if !ok {
		return Owner{}, fault.New(fault.NotFound, "ui.not_found")
	}
	return o, nil
}

// Attach judges a file at the gate and attaches it to a record. Nothing of a
// refused file is kept; an accepted one is durable before Attach returns. The
// actor is judged before a byte is read. A scan needs Declared, else the fault
// "document.undeclared" stands at the field declared.
func (s *Service) Attach(ctx context.Context, by access.Actor, u Upload) (id ID, err error) {
	o, err := s.owner(u.Kind)
	if err != nil {
		return "", err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		_, err := o.Write(tx, by, u.Subject)
		return err
	})
	if err != nil {
		return "", err
	}
	data, verdict, err := s.judge(ctx, &u)
	if err != nil {
		return "", err
	}
	var drawn *Redrawn
	if o.Pictures {
		r, err := s.draw(ctx, &u, data, verdict)
		if err != nil {
			return "", err
		}
		data, verdict.Type, drawn = r.Large, r.Type, &r
	}
	hash := hashOf(data)
	if err := s.files.keep(hash, data); err != nil {
		return "", err
	}
	a := Attachment{
		ID: ID(db.NewID()), Kind: u.Kind, Subject: u.Subject, Name: u.Name, Type: verdict.Type, Size: int64(len(data)), Scan: verdict.Scan,
		Hash: hash, AddedBy: member.ID(by.Person),
	}
	return a.ID, s.db.Write(ctx, by, func(tx *db.Tx) error { return s.attach(tx, by, o, a, drawn) })
}

// judge reads the file and passes it through the gate.
func (s *Service) judge(ctx context.Context, u *Upload) ([]byte, Verdict, error) {
	if err := checkName(u.Name); err != nil { // before a byte of it is read
		return nil, Verdict{}, err
	}
	select {
	case s.gates <- struct{}{}:
		defer func() { <-s.gates }()
	case <-ctx.Done():
		return nil, Verdict{}, ctx.Err()
	}
	data, err := take(u.Data)
	if err != nil {
		return nil, Verdict{}, err
	}
	u.Name = cleanName(u.Name)
	v, err := Inspect(u.Name, data)
	if err == nil && v.Scan && !u.Declared {
		err = fault.At("declared", "document.undeclared")
	}
	return data, v, err
}

func (s *Service) attach(tx *db.Tx, by access.Actor, o Owner, a Attachment, drawn *Redrawn) error {
	unit, err := o.Write(tx, by, a.Subject)
	if err != nil {
		return err
	}
	a.Unit, a.AddedAt = unit, tx.Now
	if err := tx.Lock(a.Kind, a.Subject); err != nil {
		return err
	}
	have, err := List(tx, a.Kind, a.Subject)
	if err != nil {
		return err
	}
	if len(have) >= o.most() {
		return fault.New(fault.Invalid, "document.too_many", o.most())
	}
	for _, h := range have {
		if h.Hash == a.Hash {
			return fault.New(fault.Invalid, "document.attached_already", h.Name)
		}
	}
	if err := s.wideEnough(tx, by, o, a); err != nil {
		return err
	}
	if err := insert(tx, a); err != nil {
		return err
	}
	if drawn != nil {
		if err := drawn.insert(tx, a); err != nil {
			return err
		}
	}
	return tx.Audit(db.Entry{
		Action: "document.attach", Unit: string(unit), Kind: a.Kind, Subject: a.Subject,
		Data: map[string]any{"attachment": a.ID, "name": a.Name, "hash": a.Hash, "size": a.Size, "scan": a.Scan},
	})
}

// wideEnough refuses a file for a record whose audience is wider than that of another
// record of the unit in which the same file stands. The actor is told only of records
// that he may read himself.
func (s *Service) wideEnough(tx *db.Tx, by access.Actor, o Owner, a Attachment) error {
	if o.Audience == nil {
		return nil
	}
	audience, err := o.Audience(tx, a.Subject)
	if err != nil {
		return err
	}
	others, err := sameElsewhere(tx, a)
	if err != nil {
		return err
	}
	for _, other := range others {
		kept, err := s.owner(other.Kind)
		if err != nil || kept.Read(tx, by, other.Subject) != nil {
			continue
		}
		for _, reader := range audience {
			if err := kept.Read(tx, reader, other.Subject); fault.Is(err, fault.Denied) || fault.Is(err, fault.NotFound) {
				return fault.New(fault.Invalid, "document.narrower", other.Name)
			} else if err != nil {
				return err
			}
		}
	}
	return nil
}

// FitsTx refuses what Attach would refuse of the files that a record has, now that
// others are its audience.
func (s *Service) FitsTx(tx *db.Tx, by access.Actor, kind, subject string) error {
	o, err := s.owner(kind)
	if err != nil {
		return err
	}
	have, err := List(tx, kind, subject)
	for _, a := range have {
		if err == nil {
			err = s.wideEnough(tx, by, o, a)
		}
	}
	return err
}

// Files are the attachments of a record, as one actor sees them.
type Files struct {
	Attachments []Attachment
	MayWrite    bool // he may add files and take them away
}

// Files gives the attachments of a record to who may read it.
func (s *Service) Files(ctx context.Context, by access.Actor, kind, subject string) (f Files, err error) {
	o, err := s.owner(kind)
	if err != nil {
		return Files{}, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if err := o.Read(tx, by, subject); err != nil {
			return err
		}
		_, refused := o.Write(tx, by, subject)
		f.MayWrite = refused == nil
		f.Attachments, err = List(tx, kind, subject)
		return err
	})
	return f, err
}

// About gives an attachment without its bytes, to who may take it away.
func (s *Service) About(ctx context.Context, by access.Actor, id ID) (a Attachment, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if a, err = byID(tx, id); err != nil {
			return err
		}
		o, err := s.owner(a.Kind)
		if err != nil {
			return err
		}
		_, err = o.Write(tx, by, a.Subject)
		return err
	})
	return a, err
}

// Open gives an attachment and its bytes; the caller closes the file.
func (s *Service) Open(ctx context.Context, by access.Actor, id ID) (a Attachment, file *os.File, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if a, err = byID(tx, id); err != nil {
			return err
		}
		o, err := s.owner(a.Kind)
		if err != nil {
			return err
		}
		return o.Read(tx, by, a.Subject)
	})
	if err != nil {
		return Attachment{}, nil, err
	}
	file, err = s.files.open(a.Hash)
	return a, file, err
}

// Remove takes an attachment from its record. Its bytes stay, for they may
// stand in history and under other records too.
func (s *Service) Remove(ctx context.Context, by access.Actor, id ID) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, err := byID(tx, id)
		if err != nil {
			return err
		}
		o, err := s.owner(a.Kind)
		if err != nil {
			return err
		}
		unit, err := o.Write(tx, by, a.Subject)
		if err != nil {
			return err
		}
		if err := remove(tx, id); err != nil {
			return err
		}
		return tx.Audit(db.Entry{
			Action: "document.remove", Unit: string(unit), Kind: a.Kind, Subject: a.Subject,
			Data: map[string]any{"attachment": id, "name": a.Name, "hash": a.Hash},
		})
	})
}

// Erase forgets who added which file. The files belong to the records.
func (s *Service) Erase(tx *db.Tx, by access.Actor, person member.ID) error {
	if err := unsign(tx, person); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "document.erase", Kind: "person", Subject: string(person)})
}

// Merge gives one person's uploads to the other, who is the same person.
func (s *Service) Merge(tx *db.Tx, by access.Actor, from, into member.ID) error {
	if err := tx.Repoint("document", "member_person", string(from), string(into)); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "document.merge", Kind: "person", Subject: string(into), Data: db.Change{From: from, To: into}})
}

// Numbers lists how far the numbers of the unit's present term have come.
func (s *Service) Numbers(ctx context.Context, by access.Actor, unit org.ID) (all []Number, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if _, err := org.Authorise(tx, by, NumberPapers, unit); err != nil {
			return err
		}
		t, err := org.TermOn(tx, unit, tx.Today())
		if err != nil {
			return err
		}
		all, err = numbers(tx, unit, t.ID)
		return err
	})
	return all, err
}
