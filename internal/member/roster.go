package member

import (
	"cmp"
	"io"
	"slices"

	"chibo/internal/fault"
	"chibo/internal/sheet"
)

// Roster is a people's spreadsheet as it was understood: what each column was
// taken for, every member found, and everything wrong by row and column.
type Roster struct {
	Sheet     string // the name of the sheet, "" for .csv
	HeaderRow int    // the row that Excel shows for the heading with the names
	Columns   []RosterColumn
	Rows      []RosterRow   // members in the order of the list; with a fault too
	Faults    []RosterFault // what keeps the list from being taken
	Warnings  []RosterFault // what a person should look at before confirming
	DataRows  int           // members found, faulty ones and those without a name too
}

// RosterColumn is a column of the list.
type RosterColumn struct {
	Index  int    // from 0
	Letter string // A, B, … as Excel shows
	// Header is the heading as found, on one line; one over two rows is
	// "Ngày sinh – Nam". It is unique in the list ("Ghi chú (2)") and is the
	// key of RosterOptions.Map.
	Header string
	// Field is the fact it holds, "" if unknown or left out by design.
	Field RosterField
	// Also names further facts in the same cells, in their order.
	Also []RosterField
	// Ignored is the text key of the reason for leaving a known column out.
	Ignored string

	targets []rosterTarget
	wide    bool // of a card column: numbers are of 12 digits
}

// RosterFault is something wrong in one cell, or in a row if Column is "".
type RosterFault struct {
	Row     int
	Column  string // the Header of the column
	Value   string // what stands there, shortened; never a card's number
	Key     string // of the text that says what to do
	Args    []any
	Warning bool // the list can be taken all the same
}

// RosterPlace is a place in the parts in which lists give it.
type RosterPlace struct{ Country, Province, Commune, Detail string }

// RosterRow is one member. A text is "" where the list says nothing; dates
// are YYYY-MM-DD, YYYY-MM or YYYY.
type RosterRow struct {
	Row    int  // the (first) row in the file
	Faulty bool // one of the faults is in this row

	Name, BirthName, Alias      string
	Sex                         string // "male", "female"
	Birth                       string
	Ethnicity, Religion         string
	Birthplace                  RosterPlace
	Hometown, Residence         RosterPlace
	Phone, Email                string
	Unit                        string // the organisation that the list names
	Admitted, Official          string
	Status                      string // "official", "probationary", "" if the list does not tell
	Card                        string // 12 digits
	OldCard                     string // under decision 85
	CardOn, CardPlace           string
	FileNumber, Badge           string
	State                       string // one of the RosterState words, "" if the list does not tell
	StateOn                     string
	MovedOut, MovedIn           string // as written
	Deceased, Left              string // as written: reason, form
	PartyPost, Post             string
	Job, FormerJob              string
	Department, Service         string
	Schooling, Qualification    string
	Theory, Language, Computing string
	Notes                       string
}

// RosterOptions says how to read a list.
type RosterOptions struct {
	Sheet     string // "" takes the sheet that looks most like a list of people
	HeaderRow int    // 0 finds it
	// Map says by hand what a column is, by RosterColumn.Header; "" leaves the
	// column out.
	Map map[string]RosterField
	// Today, as YYYY-MM-DD, makes later dates a fault; "" does not.
	Today string
}

// ReadRoster reads a list of people. Whatever is wrong in the list is in
// Roster.Faults; the error is a fault only if no list was found at all. A list
// in which no column holds names comes back with its columns, so that a person
// can say which one does, and with no rows.
//
// Status follows the list's own word (chính thức, dự bị); without one, who has
// a date of recognition is official, and who has none though the list has a
// column for it is probationary. A list without such a column does not tell,
// and a warning says so.
func ReadRoster(book *sheet.Book, opts RosterOptions) (*Roster, error) {
	table, head, err := rosterChoose(book, opts)
	if err != nil {
		return nil, err
	}
	r := newRosterReader(table.Name, head, opts)
	r.each = func(row RosterRow, faults []RosterFault) error {
		r.collect(row, faults)
		return nil
	}
	for _, row := range table.Rows {
		if err := r.feed(row); err != nil {
			return nil, err
		}
	}
	return &r.roster, r.finish()
}

// StreamRoster is ReadRoster for a .csv file of any length: each is called
// for every member with what is wrong in the row, and may end the reading with
// an error. The Roster has no Rows; its Faults and Warnings are those that
// belong to no member. The reader needs little memory: a few bytes a member,
// by which those that come twice are known.
func StreamRoster(in io.Reader, opts RosterOptions, each func(RosterRow, []RosterFault) error) (*Roster, error) {
	var (
		sample []sheet.Row
		r      *rosterReader
	)
	begin := func() error {
		head, ok := findRosterHead(sample, opts)
		if !ok {
			return rosterNoHeader(sample)
		}
		r = newRosterReader("", head, opts)
		r.each = each
		for _, row := range sample {
			if err := r.feed(row); err != nil {
				return err
			}
		}
		sample = nil
		return nil
	}
	err := sheet.ReadCSV(in, func(row sheet.Row) error {
		if r != nil {
			return r.feed(row)
		}
		row.Cells = append([]sheet.Cell(nil), row.Cells...)
		if sample = append(sample, row); len(sample) < rosterSample {
			return nil
		}
		return begin()
	})
	if err == nil && r == nil {
		err = begin()
	}
	if err != nil {
		return nil, err
	}
	return &r.roster, r.finish()
}

// rosterChoose takes the sheet asked for, or the one whose heading is best.
func rosterChoose(book *sheet.Book, opts RosterOptions) (*sheet.Table, rosterHead, error) {
	if opts.Sheet != "" {
		table, found := book.Table(opts.Sheet)
		if !found {
			return nil, rosterHead{}, fault.New(fault.Invalid, "roster.no_such_sheet", opts.Sheet)
		}
		head, ok := findRosterHead(table.Rows, opts)
		if !ok {
			return nil, rosterHead{}, rosterNoHeader(table.Rows)
		}
		return table, head, nil
	}
	var (
		best   *sheet.Table
		head   rosterHead
		first  error
		people []string
	)
	for i := range book.Tables {
		table := &book.Tables[i]
		found, ok := findRosterHead(table.Rows, opts)
		if !ok {
			first = cmp.Or(first, rosterNoHeader(table.Rows))
			continue
		}
		if found.score > rosterNamed {
			people = append(people, table.Name)
		}
		if best == nil || found.score > head.score {
			best, head = table, found
		}
	}
	if best == nil {
		return nil, rosterHead{}, first
	}
	head.others = slices.DeleteFunc(people, func(name string) bool { return name == best.Name })
	return best, head, nil
}

// rosterNoHeader says why nothing was found: nothing there, letters of an old
// encoding, or headings that nobody knows.
func rosterNoHeader(rows []sheet.Row) error {
	if len(rows) == 0 {
		return fault.New(fault.Invalid, "sheet.empty")
	}
	if rosterOldLetters(rows) {
		return fault.New(fault.Invalid, "roster.old_letters")
	}
	return fault.New(fault.Invalid, "roster.no_header")
}

// collect keeps a member and sorts what was said about him.
func (r *rosterReader) collect(row RosterRow, faults []RosterFault) {
	for _, f := range faults {
		if f.Warning {
			r.roster.Warnings = append(r.roster.Warnings, f)
		} else {
			r.roster.Faults = append(r.roster.Faults, f)
		}
	}
	if row.Name != "" {
		r.roster.Rows = append(r.roster.Rows, row)
	}
}
