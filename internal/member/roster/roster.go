package roster

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
	Columns   []Column
	Rows      []Row   // members in the order of the list; with a fault too
	Faults    []Fault // what keeps the list from being taken
	Warnings  []Fault // what a person should look at before confirming
	DataRows  int     // members found, faulty ones and those without a name too
}

// Column is a column of the list.
type Column struct {
	Index  int    // from 0
	Letter string // A, B, … as Excel shows
	// Header is the heading as found, on one line; one over two rows is
	// "Ngày sinh – Nam". It is unique in the list ("Ghi chú (2)") and is the
	// key of Options.Map.
	Header string
	// Field is the fact it holds, "" if unknown or left out by design.
	Field Field
	// Also names further facts in the same cells, in their order.
	Also []Field
	// Ignored is the text key of the reason for leaving a known column out.
	Ignored string

	targets []fieldTarget
	wide    bool // of a card column: numbers are of 12 digits
}

// Fault is something wrong in one cell, or in a row if Column is "".
type Fault struct {
	Row     int
	Column  string // the Header of the column
	Value   string // what stands there, shortened; never a card's number
	Key     string // of the text that says what to do
	Args    []any
	Warning bool // the list can be taken all the same
}

// Place is a place in the parts in which lists give it.
type Place struct{ Country, Province, Commune, Detail string }

// Row is one member. A text is "" where the list says nothing; dates
// are YYYY-MM-DD, YYYY-MM or YYYY.
type Row struct {
	Row    int  // the (first) row in the file
	Faulty bool // one of the faults is in this row

	Name, BirthName, Alias      string
	Sex                         string // "male", "female"
	Birth                       string
	Ethnicity, Religion         string
	Birthplace                  Place
	Hometown, Residence         Place
	Phone, Email                string
	Unit                        string // the organisation that the list names
	Admitted, Official          string
	Status                      string // "official", "probationary", "" if the list does not tell
	Card                        string // 12 digits
	OldCard                     string // under decision 85
	CardOn, CardPlace           string
	FileNumber, Badge           string
	State                       string // one of the State words, "" if the list does not tell
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

// Options says how to read a list.
type Options struct {
	Sheet     string // "" takes the sheet that looks most like a list of people
	HeaderRow int    // 0 finds it
	// Map says by hand what a column is, by Column.Header; "" leaves the
	// column out.
	Map map[string]Field
	// Today, as YYYY-MM-DD, makes later dates a fault; "" does not.
	Today string
}

// Read reads a list of people. Whatever is wrong in the list is in
// Roster.Faults; the error is a fault only if no list was found at all. A list
// in which no column holds names comes back with its columns, so that a person
// can say which one does, and with no rows.
//
// Status follows the list's own word (chính thức, dự bị); without one, who has
// a date of recognition is official, and who has none though the list has a
// column for it is probationary. A list without such a column does not tell,
// and a warning says so.
func Read(book *sheet.Book, opts Options) (*Roster, error) {
	table, head, err := choose(book, opts)
	if err != nil {
		return nil, err
	}
	r := newRosterReader(table.Name, head, opts)
	r.each = func(row Row, faults []Fault) error {
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

// Stream is Read for a .csv file of any length: each is called
// for every member with what is wrong in the row, and may end the reading with
// an error. The Roster has no Rows; its Faults and Warnings are those that
// belong to no member. The reader needs little memory: a few bytes a member,
// by which those that come twice are known.
func Stream(in io.Reader, opts Options, each func(Row, []Fault) error) (*Roster, error) {
	var (
		sample []sheet.Row
		r      *reader
	)
	begin := func() error {
		head, ok := findRosterHead(sample, opts)
		if !ok {
			return noHeader(sample)
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
		if sample = append(sample, row); len(sample) < sampleRows {
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

// choose takes the sheet asked for, or the one whose heading is best.
func choose(book *sheet.Book, opts Options) (*sheet.Table, heading, error) {
	if opts.Sheet != "" {
		table, found := book.Table(opts.Sheet)
		if !found {
			return nil, heading{}, fault.New(fault.Invalid, "roster.no_such_sheet", opts.Sheet)
		}
		head, ok := findRosterHead(table.Rows, opts)
		if !ok {
			return nil, heading{}, noHeader(table.Rows)
		}
		return table, head, nil
	}
	var (
		best   *sheet.Table
		head   heading
		first  error
		people []string
	)
	for i := range book.Tables {
		table := &book.Tables[i]
		found, ok := findRosterHead(table.Rows, opts)
		if !ok {
			first = cmp.Or(first, noHeader(table.Rows))
			continue
		}
		if found.score > named {
			people = append(people, table.Name)
		}
		if best == nil || found.score > head.score {
			best, head = table, found
		}
	}
	if best == nil {
		return nil, heading{}, first
	}
	head.others = slices.DeleteFunc(people, func(name string) bool { return name == best.Name })
	return best, head, nil
}

// noHeader says why nothing was found: nothing there, letters of an old
// encoding, or headings that nobody knows.
func noHeader(rows []sheet.Row) error {
	if len(rows) == 0 {
		return fault.New(fault.Invalid, "sheet.empty")
	}
	if oldLetters(rows) {
		return fault.New(fault.Invalid, "roster.old_letters")
	}
	return fault.New(fault.Invalid, "roster.no_header")
}

// collect keeps a member and sorts what was said about him.
func (r *reader) collect(row Row, faults []Fault) {
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
