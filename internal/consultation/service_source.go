package consultation

import (
	"context"
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/org"
)

// Source is what a decision rests on: a meeting of the unit, or a paper that is
// attached to the matter.
type Source struct {
	Meeting *meeting.Meeting // nil where it is a paper
	File    document.Attachment
}

// The beginnings of what a form sends for a source.
const (
	atMeeting = "meeting "
	byFile    = "file "
)

// Key is what the field of a form sends.
func (s Source) Key() string {
	if s.Meeting != nil {
		return atMeeting + string(s.Meeting.ID)
	}
	return byFile + string(s.File.ID)
}

// sourceSince is how far back a form offers meetings.
const sourceSince = 366

// Sources gives whoever decides on a matter what the decision may rest on: the
// meetings of the unit that were held within a year, the latest first, and the papers
// on the matter.
func (s *Service) Sources(ctx context.Context, by access.Actor, id ID) (all []Source, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		m, _, err := admit(tx, by, Lead, id)
		if err != nil {
			return err
		}
		all, err = s.sources(tx, by, m)
		return err
	})
	return all, err
}

func (s *Service) sources(tx *db.Tx, by access.Actor, m Matter) (all []Source, err error) {
	u, err := org.Known(tx, m.Unit)
	if err != nil {
		return nil, err
	}
	if s.Meetings != nil && access.Can(by, meeting.Prepare, u.Place()) {
		held, err := s.Meetings.AroundTx(tx, by, u, tx.Today().AddDays(-sourceSince))
		if err != nil {
			return nil, err
		}
		for i := len(held) - 1; i >= 0; i-- {
			if held[i].OpenedAt != "" && held[i].HeldOn <= tx.Today() {
				all = append(all, Source{Meeting: &held[i]})
			}
		}
	}
	files, err := document.List(tx, FilesOf, string(m.ID))
	for _, f := range files {
		all = append(all, Source{File: f})
	}
	return all, err
}

// rest is the matter with what its decision rests on. The fault names source.
func (s *Service) rest(tx *db.Tx, by access.Actor, m Matter, source string) (Matter, error) {
	if source == "" {
		return m, nil
	}
	all, err := s.sources(tx, by, m)
	if err != nil {
		return m, err
	}
	for _, one := range all {
		if one.Key() != source {
			continue
		}
		if id, ok := strings.CutPrefix(source, atMeeting); ok {
			m.Meeting = meeting.ID(id)
		} else {
			m.File = one.File.ID
		}
		return m, nil
	}
	return m, fault.At("source", "consultation.source_gone")
}

// source is what the decision of a matter rests on, nil where the reader may not open
// it.
func (s *Service) source(tx *db.Tx, by access.Actor, sh Sheet) (*Source, error) {
	m := sh.Matter
	for _, f := range sh.Files {
		if f.ID == m.File {
			return &Source{File: f}, nil
		}
	}
	if m.Meeting == "" || s.Meetings == nil {
		return nil, nil
	}
	head, err := s.Meetings.HeadTx(tx, by, m.Meeting)
	if fault.Is(err, fault.Denied) || fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	return &Source{Meeting: &head.Meeting}, err
}
