package sample

import (
	"embed"
	"fmt"

	"github.com/goccy/go-yaml"

	"chibo/internal/db"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/rulebook"
)

//go:embed data/*.yaml
var data embed.FS

// tree is one sample organisation: a file of data.
type tree struct {
	Year           int        `yaml:"year"` // of the article
	Locality       string     `yaml:"locality"`
	Units          []unitSpec `yaml:"units"` // parents before children
	Departments    []string   `yaml:"departments"`
	Jobs           []string   `yaml:"jobs"`
	Qualifications []string   `yaml:"qualifications"`
	Themes         []subject  `yaml:"themes"`
	Topics         []subject  `yaml:"topics"`
	// Kept: the article says that the tasks of its year were done well.
	Kept bool     `yaml:"kept"`
	Past pastSpec `yaml:"past"`
}

// unitSpec is an organisation of a tree. The first people are its secretary,
// deputy and, from nine members on, its committee member.
type unitSpec struct {
	Code       string      `yaml:"code"`
	Parent     string      `yaml:"parent"`
	Name       string      `yaml:"name"`
	Kind       string      `yaml:"kind"`
	Staff      int         `yaml:"staff"` // 0: nobody has said
	Terms      *termSpec   `yaml:"terms"`
	Meets      *habit      `yaml:"meets"` // nil: its meetings are not in the sample
	Head       string      `yaml:"head"`  // government post of the secretary
	Named      []namedSpec `yaml:"named"` // one by one
	People     []groupSpec `yaml:"people"`
	Associates int         `yaml:"associates"` // of a mass organisation
	States     []stateSpec `yaml:"states"`
	Regulation *regulation `yaml:"regulation"`
	Duties     []string    `yaml:"duties"` // by person, in their order
	Led        string      `yaml:"led"`    // of a committee: the cell whose secretary is its secretary too
}

// termSpec is a run of terms of office, each as long as the other.
type termSpec struct {
	First   db.Date `yaml:"first"`
	Ordinal int     `yaml:"ordinal"` // of the first
	Months  int     `yaml:"months"`
}

// habit is when and where a cell meets: on the first working day from the day
// of the month on.
type habit struct {
	Day      int    `yaml:"day"`
	At       string `yaml:"at"`
	Place    string `yaml:"place"`
	Thematic bool   `yaml:"thematic"` // and once a quarter on a theme
	Past     bool   `yaml:"past"`     // in the article's year alone
}

// namedSpec is one person; a probationary one was admitted so many months
// before today.
type namedSpec struct {
	Sex          string  `yaml:"sex"`
	Admitted     db.Date `yaml:"admitted"`
	Probationary int     `yaml:"probationary"`
	Birth        db.Date `yaml:"birth"`
	Department   string  `yaml:"department"`
	Job          string  `yaml:"job"`
	Head         string  `yaml:"head"`
}

// groupSpec is people admitted at even distances between two dates.
type groupSpec struct {
	Count int     `yaml:"count"`
	Women int     `yaml:"women"`
	From  db.Date `yaml:"from"`
	To    db.Date `yaml:"to"`
}

// stateSpec is a state of a person (counted from 1), from and to in months
// before (-) or after today; to 0 leaves it open.
type stateSpec struct {
	Person   int          `yaml:"person"`
	At       string       `yaml:"at"` // code of the host unit; "" means the person's own
	Kind     member.State `yaml:"kind"`
	From     int          `yaml:"from"`
	To       int          `yaml:"to"`
	Decision string       `yaml:"decision"`
}

type regulation struct {
	From db.Date `yaml:"from"`
	Body string  `yaml:"body"`
}

// subject is what a meeting is about; a thematic one has a title, and a
// difficulty that it starts from.
type subject struct {
	Title      string     `yaml:"title"`
	Difficulty string     `yaml:"difficulty"`
	Report     string     `yaml:"report"`
	Conclusion string     `yaml:"conclusion"`
	Notes      []noteSpec `yaml:"notes"`
	Tasks      []taskSpec `yaml:"tasks"`
}

type noteSpec struct {
	Kind meeting.NoteKind `yaml:"kind"`
	Text string           `yaml:"text"`
}

type taskSpec struct {
	Title   string `yaml:"title"`
	Measure string `yaml:"measure"`
	Result  string `yaml:"result"`
}

// common is what every cell says.
type common struct {
	Surnames   []string     `yaml:"surnames"`
	Hometowns  []string     `yaml:"hometowns"`
	Agenda     []agendaItem `yaml:"agenda"`
	Study      []study      `yaml:"study"`
	Review     []review     `yaml:"review"`
	Critique   []string     `yaml:"critique"`
	Assignment string       `yaml:"assignment"`
	Resolution string       `yaml:"resolution"`
	Resolved   string       `yaml:"resolved"`
	Themed     string       `yaml:"themed"`
	Summary    string       `yaml:"summary"`
	Agreed     string       `yaml:"agreed"`   // by the committee
	Handouts   []handout    `yaml:"handouts"` // papers of the meeting ahead
	Urgent     []taskSpec   `yaml:"urgent"`   // of the committee itself: one overdue, one due soon

	pledges pledgeBook // files of their own
	reports reportBook
	beside  besideBook
	ways    wayBook
	reviews reviewBook
}

type agendaItem struct {
	Title   string        `yaml:"title"`
	Kind    rulebook.Kind `yaml:"kind"`
	Minutes int           `yaml:"minutes"`
}

// study is a text that fits meetings in [from, until); an empty bound is none.
type study struct {
	From  db.Date `yaml:"from"`
	Until db.Date `yaml:"until"`
	Text  string  `yaml:"text"`
}

type review struct {
	Text       string `yaml:"text"`
	Conclusion string `yaml:"conclusion"`
}

// treeFiles are the five organisations in their order.
var treeFiles = []string{"s0", "s1", "s2", "s3", "s4"}

// load reads the data. A word that no field has is an error.
func load() (trees []tree, c common, err error) {
	for name, into := range map[string]any{"common": &c, "pledges": &c.pledges, "reports": &c.reports, "beside": &c.beside, "ways": &c.ways, "reviews": &c.reviews} {
		if err := read(name, into); err != nil {
			return nil, c, err
		}
	}
	for _, name := range treeFiles {
		var t tree
		if err := read(name, &t); err != nil {
			return nil, c, err
		}
		trees = append(trees, t)
	}
	return trees, c, nil
}

func read(name string, into any) error {
	text, err := data.ReadFile("data/" + name + ".yaml")
	if err != nil {
		return err
	}
	if err := yaml.UnmarshalWithOptions(text, into, yaml.Strict()); err != nil {
		return fmt.Errorf("sample data %s: %w", name, err)
	}
	return nil
}
