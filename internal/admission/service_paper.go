package admission

import (
	"cmp"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/org"
	"chibo/internal/rulebook"
	"chibo/internal/vote"
)

// Recorded gives the committee, and the mentors of a candidate, what his papers
// are made of, with the rules of his cell: the sheet without files, gaps,
// deadlines and history. A mentor gets it without the committee's words,
// evidence, opinions and checklist. It makes at most nine queries.
func (s *Service) Recorded(tx *db.Tx, by access.Actor, id ID) (sh Sheet, book *rulebook.Book, err error) {
	a, err := authorise(tx, by, Help, id)
	if err != nil {
		return sh, nil, err
	}
	if book, err = s.book(tx, a.Unit); err != nil {
		return sh, nil, err
	}
	sh = Sheet{Candidate: a.Candidate, Unit: a.unit, Today: tx.Today(), Leads: a.leads, Helps: a.helps, Mentors: a.mentors}
	if sh.Votes, err = vote.Of(tx, votesOf, string(id)); err != nil {
		return sh, nil, err
	}
	if sh.Notes, err = notesOf(tx, id); err != nil {
		return sh, nil, err
	}
	if !a.leads {
		sh.veil()
		return sh, book, nil
	}
	done, err := papersOf(tx, id)
	if err != nil {
		return sh, nil, err
	}
	sh.Papers, sh.PapersBy = checklist(book, a.listDay(sh.Today), done)
	if sh.Opinions, err = opinionsOf(tx, id); err != nil {
		return sh, nil, err
	}
	sh.Evidence, err = evidenceOf(tx, id)
	return sh, book, err
}

// Source is somebody on the list who is not admitted yet, with those who help
// him now.
type Source struct {
	Candidate Candidate
	Mentors   []Mentor
}

// Sources gives the committee the list of its cell's outstanding people, in the
// order in which they came onto it, with the rules of the cell. It makes at most
// seven queries.
func (s *Service) Sources(tx *db.Tx, by access.Actor, unit org.ID) (u org.Unit, all []Source, book *rulebook.Book, err error) {
	if u, err = cellOf(tx, by, Lead, unit); err != nil {
		return u, nil, nil, err
	}
	if book, err = s.book(tx, unit); err != nil {
		return u, nil, nil, err
	}
	open, err := openIn(tx, unit)
	if err != nil {
		return u, nil, nil, err
	}
	open = slices.DeleteFunc(open, func(c Candidate) bool { return c.State.Admitted() })
	slices.SortStableFunc(open, func(a, b Candidate) int { return cmp.Compare(a.ListedOn, b.ListedOn) })
	around, err := aroundOf(tx, open)
	for _, c := range open {
		all = append(all, Source{Candidate: c, Mentors: around.mentors[c.ID]})
	}
	return u, all, book, err
}
