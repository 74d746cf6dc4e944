package deed

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"chibo/internal/admission"
	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/rulebook"
	"chibo/internal/vote"
)

// Kind is a kind of paper of a candidate.
type Kind string

// The kinds of papers, with the number of their form.
const (
	Introduction Kind = "introduction" // 3, by a mentor
	Opinions     Kind = "opinions"     // 5, by the committee
	Proposal     Kind = "proposal"     // 6, the cell's resolution to propose admission
	Comment      Kind = "comment"      // 11, by a mentor
	Review       Kind = "review"       // 12, by the committee
	Recognition  Kind = "recognition"  // 13, the cell's resolution to propose recognition
	Log          Kind = "log"          // the mentors' book, which has no number
)

// Kinds lists the kinds in the order in which they come to be.
var Kinds = []Kind{Introduction, Log, Opinions, Proposal, Comment, Review, Recognition}

// numbers are the numbers of the forms.
var numbers = map[Kind]string{Introduction: "3", Opinions: "5", Proposal: "6", Comment: "11", Review: "12", Recognition: "13"}

// mentors reports whether a paper is a mentor's own: he may have it, and he
// signs it.
func (k Kind) mentors() bool { return k == Introduction || k == Comment || k == Log }

// phase is the vote that a paper belongs to.
func (k Kind) phase() admission.Phase {
	if k == Comment || k == Review || k == Recognition {
		return admission.ToRecognise
	}
	return admission.ToAdmit
}

// form is the number of the form that a paper follows, as the rulebook of the
// day writes it: "6-KNĐ"; "" where it has none.
func (k Kind) form(b *rulebook.Book, on db.Date) string {
	forms, _ := rulebook.AdmissionForms.At(b, string(on), nil)
	for _, f := range forms.Value {
		if number, _, _ := strings.Cut(f.Code, "-"); number != "" && number == numbers[k] {
			return f.Code
		}
	}
	return ""
}

// Issuer is what every paper of a cell has at its head and foot.
type Issuer struct {
	Unit   org.Unit
	Preset string
	On     db.Date // the day that stands on the paper
	// Who signs for the cell, and his post; "" where nobody is elected.
	Signer string
	Post   member.Post
}

// Case is what the papers of a candidate are made of.
type Case struct {
	Issuer
	Form   string // the number of the form that is followed; "" for none
	By     string // the mentor who writes
	Person member.Person
	Sheet  admission.Sheet
}

// Available lists the papers for which the record holds what they say, to a
// reader who leads the cell or is one of the mentors.
func Available(sh admission.Sheet) []Kind {
	return slices.DeleteFunc(slices.Clone(Kinds), func(k Kind) bool { return !has(sh, k) })
}

// has reports whether the reader may have a paper of the kind, and the record
// holds what it says.
func has(sh admission.Sheet, k Kind) bool {
	switch {
	case !sh.Leads && !(sh.Helps && k.mentors()):
		return false
	case k == Log:
		return len(sh.Notes) > 0
	case k == Introduction, k == Comment:
		return len(sh.Mentors) > 0 && len(notesIn(sh, k.phase())) > 0
	case k == Opinions, k == Review:
		return len(opinionsIn(sh, k.phase())) > 0
	}
	_, passed := passedIn(sh, k.phase())
	return passed
}

// notesIn are those before the ceremony, or from it on.
func notesIn(sh admission.Sheet, p admission.Phase) []admission.Note {
	return slices.DeleteFunc(slices.Clone(sh.Notes), func(n admission.Note) bool {
		admitted := sh.Candidate.AdmittedOn
		return (admitted != "" && n.On >= admitted) != (p == admission.ToRecognise)
	})
}

// opinionsIn are the opinions of a phase, those at work first.
func opinionsIn(sh admission.Sheet, p admission.Phase) []admission.Opinion {
	all := slices.DeleteFunc(slices.Clone(sh.Opinions), func(o admission.Opinion) bool { return o.Phase != p })
	slices.SortStableFunc(all, func(a, b admission.Opinion) int {
		return slices.Index(admission.Origins, a.Origin) - slices.Index(admission.Origins, b.Origin)
	})
	return all
}

// passedIn is the vote of a phase that passed, the last one.
func passedIn(sh admission.Sheet, p admission.Phase) (found vote.Vote, ok bool) {
	matter := vote.Admission
	if p == admission.ToRecognise {
		matter = vote.Recognition
	}
	for _, v := range sh.Votes {
		if v.Matter == matter && v.Outcome == vote.Passed {
			found, ok = v, true
		}
	}
	return found, ok
}

// Compose writes a paper of the kind. It reads nothing but the case.
func Compose(c Case, k Kind) paper.Document {
	switch k {
	case Introduction:
		return introduction(c)
	case Opinions, Review:
		return opinions(c, k.phase())
	case Proposal, Recognition:
		return resolution(c, k.phase())
	case Comment:
		return comment(c)
	}
	return log(c)
}

// letter is what papers of a cell have in common. Number is printed as it
// stands, "" on a paper that has none.
func (i Issuer) letter(kind, subject, number string) paper.Document {
	return paper.Document{
		Preset: i.preset(), Title: strings.TrimSpace(kind + " " + subject), Made: i.On.Time(),
		Head: &paper.Head{
			Parent: i.Unit.ParentName, Issuer: i.Unit.Name, Number: number,
			Place: i.Unit.Locality, Date: paper.DateInWords(i.On.Time()),
		},
		Kind: kind, Subject: subject,
	}
}

// preset is the layout of the day, and the newest where that is not known here.
func (i Issuer) preset() string {
	if _, err := paper.PresetNamed(i.Preset); err != nil {
		return paper.HD05
	}
	return i.Preset
}

// sign is the signature in the name of the cell, or of its committee.
func (i Issuer) sign(committee bool) []paper.Signature {
	layout, _ := paper.PresetNamed(i.preset())
	s := paper.Signature{Heading: layout.Labels.ForCell, Post: layout.Labels.Secretary, Name: i.Signer}
	if committee {
		s.Heading = layout.Labels.ForCommittee
	}
	if i.Post == member.Deputy {
		s.Post = layout.Labels.Deputy
	}
	return []paper.Signature{s}
}

// follows says which form a paper follows, for reference.
func follows(form string) string {
	return strings.Join(filled("Theo mẫu tham khảo", form), " ") + "."
}

// called is how papers call the person: a comrade once he was admitted.
func (c Case) called(p admission.Phase) string {
	if p == admission.ToRecognise {
		return "đồng chí " + c.Sheet.Candidate.Name
	}
	return "quần chúng " + c.Sheet.Candidate.Name
}

var sexes = map[string]string{"male": "nam", "female": "nữ"}

// about says who the person is: what is known of it, in one sentence.
func (c Case) about(p admission.Phase) string {
	return sentence(strings.Join(filled(
		c.called(p), sexes[c.Person.Sex], with("sinh ngày ", day(c.Person.Birth)), with("dân tộc ", c.Person.Ethnicity),
		with("quê quán ", c.Person.Hometown), with("nơi ở ", c.Person.Residence),
		with("trình độ học vấn ", c.Person.Schooling), with("trình độ chuyên môn ", c.Person.Qualification), with("lý luận chính trị ", c.Person.Theory),
		c.work(),
	), ", "))
}

// work is where the person works, and as what.
func (c Case) work() string {
	return with("hiện là ", strings.Join(filled(c.Person.Job, c.Person.Department), ", "))
}

// day writes a date as papers do; a person's may be partial.
func day(d db.Date) string {
	if !d.Whole() {
		return i18n.Short(string(d))
	}
	return paper.Date(d.Time())
}

// with puts words before a text that is not empty.
func with(words, text string) string {
	if text == "" {
		return ""
	}
	return words + text
}

// filled leaves the texts that are not empty.
func filled(texts ...string) []string {
	return slices.DeleteFunc(texts, func(s string) bool { return s == "" })
}

// sentence begins with a capital and ends with a stop.
func sentence(s string) string { return capital(strings.TrimRight(i18n.Line(s), ".;: ") + ".") }

// capital makes the first letter a great one.
func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

// sentences are the texts, each a paragraph; none for an empty text.
func sentences(texts ...string) (all []paper.Block) {
	for _, t := range filled(texts...) {
		all = append(all, paper.Text(sentence(t)))
	}
	return all
}

// part is a numbered part of a paper.
type part struct {
	title  string
	blocks []paper.Block
}

// parts numbers those that hold something.
func parts(all ...part) (blocks []paper.Block) {
	n := 0
	for _, p := range all {
		if len(p.blocks) > 0 {
			n++
			blocks = append(blocks, paper.Heading{Level: 1, Text: paper.Roman(n) + "- " + p.title})
			blocks = append(blocks, p.blocks...)
		}
	}
	return blocks
}
