package privacy

import (
	"context"
	"time"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/org"
)

// Span is the time of a trail, both ends in it.
type Span struct {
	Days     int // the last days until now, where it is above 0
	From, To db.Time
}

// Check refuses, at the field to, an end before the beginning.
func (s Span) Check() error {
	if s.To.Before(s.From.Time) {
		return fault.At("to", "privacy.span_backward")
	}
	return nil
}

// at is the span as it stands at a moment.
func (s Span) at(now db.Time) Span {
	if s.Days > 0 {
		s.From, s.To = db.At(now.Add(-time.Duration(s.Days)*24*time.Hour)), now
	}
	return s
}

// Trace is that somebody read or took out a sensitive record.
type Trace struct {
	At       db.Time
	Account  string // "console" for the operator
	Reader   string // the person's name, "" for the operator
	UnitName string // whose record it was
	Kind     string // of the record; that of a list was taken out as a whole
	Of       string // the person's name; "" for a list
}

// TraceCount sums a trail up.
type TraceCount struct {
	Reads   int
	Lists   int // of the reads: whole lists that were taken out
	Readers int
	People  int // whose records were read one by one
}

// Report is who read what between two times in a unit; of a committee, in all under
// it too.
type Report struct {
	Unit   org.Unit
	Span   Span
	Count  TraceCount
	Traces []Trace // the latest first
	Made   db.Time
	Page   int
	Pages  int
}

const (
	// TracePage is how many lines a page of a trail has.
	TracePage = 50
	// TracesMax is how many lines a file of a trail has at the most.
	TracesMax = 50_000
)

// Trail gives a page, from 1, of who read or took out what between two times in a
// unit, of a committee in all under it too; page 0 is all of it, up to TracesMax lines. It makes three
// queries.
func (s *Service) Trail(ctx context.Context, by access.Actor, unit org.ID, span Span, page int) (r Report, err error) {
	span = span.at(s.db.Now())
	if err := span.Check(); err != nil {
		return r, err
	}
	if err := s.log.Flush(ctx); err != nil {
		return r, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if r.Unit, err = org.Authorise(tx, by, Trail, unit); err != nil {
			return err
		}
		r.Span, r.Made = span, tx.Now
		if r.Count, err = countTraces(tx, r.Unit, span); err != nil {
			return err
		}
		r.Pages = max(1, (r.Count.Reads+TracePage-1)/TracePage)
		limit, offset := TracesMax, 0
		if page > 0 {
			r.Page = min(page, r.Pages)
			limit, offset = TracePage, (r.Page-1)*TracePage
		}
		r.Traces, err = traces(tx, r.Unit, span, limit, offset)
		return err
	})
	return r, err
}
