package member

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member/roster"
	"chibo/internal/org"
	"chibo/internal/sheet"
)

// ImportFileMax is how many bytes a list may have.
const ImportFileMax = 20 << 20

// ReadList reads a list of people for a unit and keeps its cells until it is
// taken with Confirm or dropped. The file is not kept, nor any cell of a
// column with national identity numbers. What is wrong in the list is told by
// Preview; the error is a fault if no list could be read at all, or if the
// file bears a mark of state secrecy.
func (s *Service) ReadList(ctx context.Context, by access.Actor, unit org.ID, fileName string, data []byte) (ImportID, error) {
	if _, err := s.mayImport(ctx, by, unit); err != nil {
		return "", err
	}
	book, listed, err := s.readFile(fileName, data)
	if err != nil {
		return "", err
	}
	body, err := keepCells(book, listed)
	if err != nil {
		return "", err
	}
	l := keptList{id: ImportID(db.NewID()), unit: unit, file: shortName(fileName), body: body}
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		if _, err := org.Authorise(tx, by, Import, unit); err != nil {
			return err
		}
		if err := dropForgotten(tx, unit); err != nil {
			return err
		}
		if err := insertList(tx, l, listed.Sheet); err != nil {
			return err
		}
		return noteList(tx, l, map[string]any{"state": ImportRead, "rows": listed.DataRows})
	})
	return l.id, err
}

func (s *Service) mayImport(ctx context.Context, by access.Actor, unit org.ID) (u org.Unit, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		u, err = org.Authorise(tx, by, Import, unit)
		return err
	})
	return u, err
}

func noteList(tx *db.Tx, l keptList, data map[string]any) error {
	data["file"] = l.file
	return tx.Audit(db.Entry{Action: Import.Name, Unit: string(l.unit), Kind: "member_import", Subject: string(l.id), Data: data})
}

// readFile understands a file and asks the gate about its texts.
func (s *Service) readFile(name string, data []byte) (*sheet.Book, *roster.Roster, error) {
	limits := sheet.Standard
	limits.File = ImportFileMax
	book, err := sheet.ReadBytes(data, name, limits)
	if err != nil {
		return nil, nil, err
	}
	listed, err := roster.Read(book, roster.Options{Today: string(s.db.Now().Date())})
	if err != nil {
		return nil, nil, err
	}
	if s.Gate != nil {
		if err := s.Gate(name, textOf(book, listed)); err != nil {
			return nil, nil, err
		}
	}
	return book, listed, nil
}

// textOf gives the texts of a file, a cell a line. Names are left out: Mật is
// also a name that people bear.
func textOf(book *sheet.Book, listed *roster.Roster) string {
	names := map[int]bool{}
	for _, c := range listed.Columns {
		switch c.Field {
		case roster.Name, roster.Surname, roster.Given, roster.BirthName, roster.Alias:
			names[c.Index] = true
		}
	}
	var b strings.Builder
	for _, table := range book.Tables {
		b.WriteString(table.Name + "\n")
		for _, row := range table.Rows {
			for i, cell := range row.Cells {
				inList := table.Name == listed.Sheet && row.Number > listed.HeaderRow
				if cell.Own() && !cell.Number && cell.Date == "" && !(inList && names[i]) {
					b.WriteString(cell.Text + "\n")
				}
			}
		}
	}
	return b.String()
}

// shortName cuts a file's name to what a page shows.
func shortName(name string) string {
	name = i18n.Line(name[strings.LastIndexAny(name, `/\`)+1:])
	if utf8.RuneCountInString(name) > nameMax {
		name = string([]rune(name)[:nameMax])
	}
	return name
}

// Preview tells what taking a list would do today. That somebody was found beside a
// chapter is logged as a read of his record.
func (s *Service) Preview(ctx context.Context, by access.Actor, id ImportID) (p Preview, err error) {
	l, listed, err := s.openList(ctx, by, id)
	if err != nil {
		return Preview{}, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		p, err = previewOf(tx, by, l, listed)
		return err
	})
	for _, m := range p.Matches {
		s.read(ctx, by, string(l.unit), "person", string(m.person), m.person)
	}
	return p, err
}

// openList reads a waiting list outside of any transaction that writes:
// understanding ten thousand rows takes a while. the roster is nil for a list that
// waits no more.
func (s *Service) openList(ctx context.Context, by access.Actor, id ImportID) (l keptList, listed *roster.Roster, err error) {
	today := db.Date("")
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if l, err = listByID(tx, id); err != nil {
			return err
		}
		today = tx.Today()
		_, err = org.Authorise(tx, by, Import, l.unit)
		return err
	})
	if err != nil || l.state != ImportRead {
		return l, nil, err
	}
	book, err := restoreCells(l.body)
	if err != nil {
		return l, nil, err
	}
	listed, err = roster.Read(book, roster.Options{Map: l.mapping, Today: string(today)})
	return l, listed, err
}

func previewOf(tx *db.Tx, by access.Actor, l keptList, listed *roster.Roster) (Preview, error) {
	u, err := org.Authorise(tx, by, Import, l.unit)
	if err != nil {
		return Preview{}, err
	}
	p := &Preview{Unit: u}
	if listed != nil {
		if p, err = plan(tx, by, u, listed, l); err != nil {
			return Preview{}, err
		}
	}
	p.ID, p.File, p.State, p.Version = l.id, l.file, l.state, l.version
	p.AddedCount, p.ChangedCount = l.added, l.changed
	return *p, nil
}

// Map says by hand what columns hold, by their headings; "" leaves a column
// out. Headings that are not named keep their meaning.
func (s *Service) Map(ctx context.Context, by access.Actor, id ImportID, version int, mapping map[string]roster.Field) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		l, err := listByID(tx, id)
		if err != nil {
			return err
		}
		if _, err := org.Authorise(tx, by, Import, l.unit); err != nil {
			return err
		}
		for _, field := range mapping {
			if field != "" && !slices.Contains(roster.Fields, field) {
				return fault.New(fault.Invalid, "member.import_field_unknown")
			}
		}
		if err := updateMapping(tx, id, version, mapping); err != nil {
			return err
		}
		return noteList(tx, l, map[string]any{"mapping": mapping})
	})
}

// Drop throws a waiting list away.
func (s *Service) Drop(ctx context.Context, by access.Actor, id ImportID, version int) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		l, err := listByID(tx, id)
		if err != nil {
			return err
		}
		if _, err := org.Authorise(tx, by, Import, l.unit); err != nil {
			return err
		}
		if err := endList(tx, id, version, ImportDropped, 0, 0); err != nil {
			return err
		}
		return noteList(tx, l, map[string]any{"state": ImportDropped})
	})
}

// WaitingLists gives the unit and the lists that wait there, the newest first.
func (s *Service) WaitingLists(ctx context.Context, by access.Actor, unit org.ID) (u org.Unit, all []Waiting, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if u, err = org.Authorise(tx, by, Import, unit); err != nil {
			return err
		}
		all, err = waitingLists(tx, unit)
		return err
	})
	return u, all, err
}

// Confirm takes a list as a whole, as it is judged now, or not at all: with any
// fault nothing is changed. It gives what was done.
func (s *Service) Confirm(ctx context.Context, by access.Actor, id ImportID, version int) (p Preview, err error) {
	l, listed, err := s.openList(ctx, by, id)
	if err != nil {
		return Preview{}, err
	}
	if listed == nil || l.version != version {
		return Preview{}, fault.New(fault.Stale, "ui.stale")
	}
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		if err := tx.Lock("member_import", string(l.unit)); err != nil {
			return err
		}
		if p, err = previewOf(tx, by, l, listed); err != nil {
			return err
		}
		if len(p.Faults) > 0 {
			return fault.New(fault.Invalid, "member.import_faults", len(p.Faults))
		}
		if err := endList(tx, id, version, ImportDone, len(p.Added), len(p.Changed)); err != nil {
			return err
		}
		return s.take(tx, by, l, &p)
	})
	return p, err
}

// ImportList reads a list and takes it at once, all or nothing; dryRun only
// says what would happen. Faults of the list are in the result, and then
// nothing was changed.
func (s *Service) ImportList(ctx context.Context, by access.Actor, unit org.ID, name string, data []byte, dryRun bool) (Result, error) {
	if _, err := s.mayImport(ctx, by, unit); err != nil {
		return Result{}, err
	}
	_, listed, err := s.readFile(name, data)
	if err != nil {
		return Result{}, err
	}
	l := keptList{id: ImportID(db.NewID()), unit: unit, file: shortName(name), state: ImportRead}
	p := Preview{}
	if dryRun {
		err = s.db.Read(ctx, func(tx *db.Tx) error {
			p, err = previewOf(tx, by, l, listed)
			return err
		})
		return resultOf(&p), err
	}
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		if err := tx.Lock("member_import", string(unit)); err != nil {
			return err
		}
		if p, err = previewOf(tx, by, l, listed); err != nil || len(p.Faults) > 0 {
			return err
		}
		return s.take(tx, by, l, &p)
	})
	return resultOf(&p), err
}

// take changes what the preview says.
func (s *Service) take(tx *db.Tx, by access.Actor, l keptList, p *Preview) error {
	for i := range p.Added {
		p.Added[i].form.ID = ID(db.NewID())
		p.Added[i].Person = p.Added[i].form.ID
	}
	if err := storeNew(tx, p.Added); err != nil {
		return err
	}
	for i := range p.Changed {
		if err := s.amendListed(tx, &p.Changed[i]); err != nil {
			return err
		}
	}
	all := slices.Concat(p.Added, p.Changed)
	terms, err := termsFor(tx, all)
	if err != nil {
		return err
	}
	if err := storePeriods(tx, all, terms); err != nil {
		return err
	}
	for i := range all {
		if err := s.noteListed(tx, by, &all[i]); err != nil {
			return err
		}
	}
	return noteList(tx, l, map[string]any{"state": ImportDone, "added": len(p.Added), "changed": len(p.Changed), "same": p.Same})
}

// amendListed changes the record of somebody known, and ends what ends.
func (s *Service) amendListed(tx *db.Tx, p *ImportPerson) error {
	if !p.Elsewhere {
		if err := updatePerson(tx, p.form.Person); err != nil {
			return err
		}
	}
	if p.form.Status != Associate {
		if err := putParty(tx, p.form.ID, p.form.Party); err != nil {
			return err
		}
	}
	for _, id := range p.ends {
		if err := endState(tx, id, tx.Today()); err != nil {
			return err
		}
	}
	now, belongs := p.before.statusIn(p.unit.ID)
	if !belongs || now == p.form.Status {
		return nil
	}
	from := p.recognisedFrom(tx.Today())
	if err := endMembership(tx, p.form.ID, p.unit.ID, from, "recognised"); err != nil {
		return err
	}
	return insertMembership(tx, p.form.ID, Membership{Unit: p.unit.ID, Body: p.unit.Kind.Body, Status: p.form.Status, From: from})
}

// recognisedFrom is the first day as an official member: the date of
// recognition where the list knows its day, else today.
func (p *ImportPerson) recognisedFrom(today db.Date) db.Date {
	for _, m := range p.before.places {
		if m.now && m.Unit == p.unit.ID && p.form.OfficialOn.Whole() && p.form.OfficialOn >= m.From {
			return p.form.OfficialOn
		}
	}
	return today
}

// joinsFrom is the first day in the unit: the day of admission for somebody of whom no
// party unit is known, else, and in a mass organisation, today.
func (p *ImportPerson) joinsFrom(today db.Date) db.Date {
	if p.form.Status == Associate || p.before != nil && slices.ContainsFunc(p.before.places, func(m knownPlace) bool { return m.Body == "party" }) {
		return today
	}
	return p.form.since(today)
}

// noteListed writes the entry of one person and tells others of a change of
// standing.
func (s *Service) noteListed(tx *db.Tx, by access.Actor, p *ImportPerson) error {
	if len(p.posts) > 0 || p.joins || p.state != nil || len(p.ends) > 0 || p.before != nil {
		if err := s.changed(tx, by, p.form.ID); err != nil {
			return err
		}
	}
	data := any(p.form)
	switch {
	case p.Elsewhere:
		data = nil
	case p.before != nil:
		data = db.Change{From: p.before.form, To: p.form}
	}
	return s.note(tx, Import, p.unit.ID, p.form.ID, map[string]any{"row": p.Row, "record": data, "posts": p.posts, "state": p.state})
}

// termsFor gives the term of office of each unit in which somebody gets a post.
func termsFor(tx *db.Tx, people []ImportPerson) (map[org.ID]string, error) {
	terms := map[org.ID]string{}
	for _, p := range people {
		if _, known := terms[p.unit.ID]; known || len(p.posts) == 0 {
			continue
		}
		term, err := org.TermOn(tx, p.unit.ID, tx.Today())
		if err != nil {
			return nil, err
		}
		terms[p.unit.ID] = term.ID
	}
	return terms, nil
}
