package deed

import (
	"fmt"

	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/paper"
)

// opinions are the notes of an item in the order in which they were spoken: of
// one that the chair marked also why, and what its speaker answered; of one
// that was taken out no more than that it was (B6).
func opinions(i meeting.Item) []paper.Block {
	var blocks []paper.Block
	say := func(s string) { blocks = append(blocks, paper.Text("- "+s)) }
	for _, n := range i.Notes {
		switch {
		case n.Withdrawn:
			say(speaker(n) + " đã rút một ý kiến.")
			continue
		case n.LeftBy != "":
			say("Chi bộ biểu quyết không đưa một ý kiến của " + within(n) + " vào biên bản" + tally(i, n) + ".")
			continue
		}
		say(said(i, n) + ": " + n.Body)
		if n.Mark != "" {
			say("Chủ trì đánh dấu ý kiến trên là chưa mang tính xây dựng. Lý do: " + stop(n.Mark))
		}
		if n.Answer != "" {
			say(speaker(n) + " trả lời về việc đánh dấu: " + n.Answer)
		}
	}
	return blocks
}

// tally is how the vote went that left a note out.
func tally(i meeting.Item, n meeting.Note) string {
	for _, v := range i.Votes {
		if v.ID == n.LeftBy {
			return fmt.Sprintf(": tán thành %d/%d đảng viên chính thức (%s)", v.Count.Favour, v.Prospect.Base.Size, v.Share(i18n.Vi))
		}
	}
	return ""
}

// speaker names who spoke, at the beginning of a sentence.
func speaker(n meeting.Note) string {
	if n.Speaker == "" {
		return n.Name
	}
	return capital(comrade(n.Name))
}

// within is speaker in the middle of a sentence.
func within(n meeting.Note) string {
	if n.Speaker == "" {
		return n.Name
	}
	return comrade(n.Name)
}

// noteWords are the kinds of opinions on a report, as papers write them.
var noteWords = map[meeting.NoteKind]string{
	meeting.Strength: "ưu điểm", meeting.Advice: "góp ý", meeting.Proposal: "đề nghị", meeting.Reply: "trả lời", meeting.Reserved: "bảo lưu ý kiến",
}

// said names the speaker of a note. A reserved opinion is marked as one, and on
// a report every opinion says what it is.
func said(i meeting.Item, n meeting.Note) string {
	if word := noteWords[n.Kind]; word != "" && (i.Report != "" || n.Kind == meeting.Reserved) {
		return speaker(n) + " (" + word + ")"
	}
	return speaker(n)
}
