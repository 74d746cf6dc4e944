package meeting

import (
	"fmt"
	"strings"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/task"
)

const itemColumns = `i.id, i.meeting_id, i.ordinal, i.key, i.kind, i.title, i.minutes, i.presenter_id, COALESCE(n.name, ''), i.content, i.conclusion,
	COALESCE(i.directive_id, ''), COALESCE(i.report_id, ''), COALESCE(i.topic_id, ''), COALESCE(i.candidate_id, ''), i.matter, i.exemplary, i.to_mend, i.no_conclusion_reason,
	COALESCE(p.spent, 0), COALESCE(p.extra, 0), i.version FROM meeting_item i LEFT JOIN member_name n ON n.person_id = i.presenter_id LEFT JOIN meeting_pace p ON p.item_id = i.id`

func scanItem(r db.Row, i *Item) error {
	return r.Scan(&i.ID, &i.Meeting, &i.Ordinal, &i.Key, &i.Kind, &i.Title, &i.Minutes, db.Text{To: (*string)(&i.Presenter)}, &i.PresenterName, &i.Content,
		&i.Conclusion, &i.Directive, &i.Report, &i.Topic, &i.Candidate, &i.Matter, &i.Exemplary, &i.ToMend, &i.Unconcluded, &i.Spent, &i.Extra, &i.Version)
}

// itemsOf lists the agenda of a meeting, with the tasks that came of each item.
func itemsOf(tx *db.Tx, id ID) (items []Item, err error) {
	_, err = db.All(tx, func(r db.Row, _ *struct{}) error {
		var i Item
		var given task.ID
		if err := scanItem(beside{r, &given}, &i); err != nil {
			return err
		}
		if n := len(items); n == 0 || items[n-1].ID != i.ID {
			items = append(items, i)
		}
		if given != "" {
			last := &items[len(items)-1]
			last.Given = append(last.Given, given)
		}
		return nil
	}, `SELECT COALESCE(t.task_id, ''), `+itemColumns+` LEFT JOIN meeting_task t ON t.item_id = i.id
		WHERE i.meeting_id = $1 AND i.removed = 0 ORDER BY i.ordinal, i.id, t.task_id`, id)
	return items, err
}

// beside is a row whose first column goes elsewhere.
type beside struct {
	db.Row
	first any
}

func (b beside) Scan(dest ...any) error { return b.Row.Scan(append([]any{b.first}, dest...)...) }

// itemOf reads an item of this meeting: an item of another one is not found.
func itemOf(tx *db.Tx, meeting ID, id ItemID) (Item, error) {
	return db.One(tx, scanItem, `SELECT `+itemColumns+` WHERE i.id = $1 AND i.meeting_id = $2 AND i.removed = 0`, id, meeting)
}

func insertItem(tx *db.Tx, i Item) error {
	_, err := tx.Exec(`INSERT INTO meeting_item(id, meeting_id, ordinal, key, kind, title, minutes, presenter_id, directive_id, report_id, topic_id, candidate_id, matter)
		VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
		i.ID, i.Meeting, i.Ordinal, i.Key, i.Kind, i.Title, i.Minutes, db.Null(i.Presenter), db.Null(i.Directive), db.Null(i.Report), db.Null(i.Topic),
		db.Null(i.Candidate), i.Matter)
	return err
}

// updateItem stores all of an item but its place, unless somebody saved after
// the version; was is what is stored now.
func updateItem(tx *db.Tx, i Item, version int, was Item) error {
	n, err := tx.Exec(`UPDATE meeting_item SET kind = $3, title = $4, minutes = $5, presenter_id = $6, content = $7, conclusion = $8, no_conclusion_reason = $9,
		exemplary = $10, to_mend = $11, version = version + 1 WHERE id = $1 AND version = $2 AND removed = 0`,
		i.ID, version, i.Kind, i.Title, i.Minutes, db.Null(i.Presenter), i.Content, i.Conclusion, i.Unconcluded, i.Exemplary, i.ToMend)
	if err == nil && n == 0 {
		return fault.Overtaken(map[string]string{
			"title": was.Title, "minutes": fmt.Sprint(was.Minutes), "content": was.Content, "conclusion": was.Conclusion, "exemplary": was.Exemplary, "to_mend": was.ToMend, "unconcluded": was.Unconcluded,
		})
	}
	return err
}

func placeItem(tx *db.Tx, id ItemID, ordinal int) error {
	_, err := tx.Exec(`UPDATE meeting_item SET ordinal = $2 WHERE id = $1`, id, ordinal)
	return err
}

func removeItem(tx *db.Tx, id ItemID, version int) error {
	n, err := tx.Exec(`UPDATE meeting_item SET removed = 1, version = version + 1 WHERE id = $1 AND version = $2 AND removed = 0`, id, version)
	if err == nil && n == 0 {
		return fault.Overtaken(nil)
	}
	return err
}

const seatColumns = `a.person_id, n.name, a.post, a.status, a.state, a.mark, a.version FROM meeting_attendance a
	JOIN member_name n ON n.person_id = a.person_id`

func scanSeat(r db.Row, s *Seat) error {
	return r.Scan(&s.Person, &s.Name, &s.Post, &s.Status, &s.State, &s.Mark, &s.Version)
}

func marked(tx *db.Tx, id ID) ([]Seat, error) {
	return db.All(tx, scanSeat, `SELECT `+seatColumns+` WHERE a.meeting_id = $1 ORDER BY n.sort_key, a.person_id`, id)
}

// markedOne is the seat of one person, or none.
func markedOne(tx *db.Tx, id ID, person member.ID) ([]Seat, error) {
	return db.All(tx, scanSeat, `SELECT `+seatColumns+` WHERE a.meeting_id = $1 AND a.person_id = $2`, id, person)
}

// putSeats writes any number of seats in one statement: the roll call of a
// whole cell is one request (perf P4).
func putSeats(tx *db.Tx, id ID, seats []Seat) error {
	if len(seats) == 0 {
		return nil
	}
	args := db.Args{id}
	rows := make([]string, len(seats))
	for n, s := range seats {
		rows[n] = "($1, " + strings.Join([]string{args.Add(s.Person), args.Add(s.Post), args.Add(s.Status), args.Add(s.State), args.Add(s.Mark)}, ", ") + ")"
	}
	_, err := tx.Exec(`INSERT INTO meeting_attendance(meeting_id, person_id, post, status, state, mark) VALUES `+strings.Join(rows, ", ")+`
		ON CONFLICT (meeting_id, person_id) DO UPDATE SET mark = excluded.mark, version = meeting_attendance.version + 1`, args...)
	return err
}

func guestsOf(tx *db.Tx, id ID) ([]Guest, error) {
	return db.All(tx, func(r db.Row, g *Guest) error { return r.Scan(&g.ID, &g.Name, &g.Title) },
		`SELECT id, name, title FROM meeting_guest WHERE meeting_id = $1 ORDER BY id`, id)
}

func insertGuest(tx *db.Tx, id ID, g Guest) error {
	_, err := tx.Exec(`INSERT INTO meeting_guest(id, meeting_id, name, title) VALUES($1, $2, $3, $4)`, g.ID, id, g.Name, g.Title)
	return err
}

// deleteGuest takes out a guest of whom nothing was ever noted.
func deleteGuest(tx *db.Tx, id ID, guest GuestID) (gone bool, err error) {
	n, err := tx.Exec(`DELETE FROM meeting_guest WHERE id = $1 AND meeting_id = $2 AND NOT EXISTS (SELECT 1 FROM meeting_note o WHERE o.guest_id = $1)`, guest, id)
	return n > 0, err
}

const noteColumns = `o.id, o.item_id, o.speaker_id, o.guest_id, COALESCE(n.name, g.name), o.kind, o.body, o.at,
	o.marked_reason, o.mark_answer, o.withdrawn, COALESCE(o.left_vote_id, ''), o.version
	FROM meeting_note o JOIN meeting_item i ON i.id = o.item_id LEFT JOIN member_name n ON n.person_id = o.speaker_id LEFT JOIN meeting_guest g ON g.id = o.guest_id`

// scanNote reads a note; of one that was taken out, none of its words.
func scanNote(r db.Row, n *Note) error {
	err := r.Scan(&n.ID, &n.Item, db.Text{To: (*string)(&n.Speaker)}, db.Text{To: (*string)(&n.Guest)}, &n.Name, &n.Kind, &n.Body, &n.At,
		&n.Mark, &n.Answer, &n.Withdrawn, &n.LeftBy, &n.Version)
	if n.Gone() {
		n.Body, n.Mark, n.Answer = "", "", ""
	}
	return err
}

func notesOf(tx *db.Tx, id ID) ([]Note, error) {
	return db.All(tx, scanNote, `SELECT `+noteColumns+` WHERE i.meeting_id = $1 AND i.removed = 0 AND o.removed = 0 ORDER BY o.at, o.id`, id)
}

// noteOf reads a note of this meeting: a note of another one is not found.
func noteOf(tx *db.Tx, meeting ID, id NoteID) (Note, error) {
	return db.One(tx, scanNote, `SELECT `+noteColumns+` WHERE o.id = $1 AND i.meeting_id = $2 AND o.removed = 0`, id, meeting)
}

func insertNote(tx *db.Tx, n Note) error {
	_, err := tx.Exec(`INSERT INTO meeting_note(id, item_id, speaker_id, guest_id, kind, body, at) VALUES($1, $2, $3, $4, $5, $6, $7)`,
		n.ID, n.Item, db.Null(n.Speaker), db.Null(n.Guest), n.Kind, n.Body, tx.Now)
	return err
}

// updateNote stores kind, text and mark, unless somebody saved after the
// version.
func updateNote(tx *db.Tx, n Note, version int, was Note) error {
	rows, err := tx.Exec(`UPDATE meeting_note SET kind = $3, body = $4, marked_reason = $5, mark_answer = $6, version = version + 1 WHERE id = $1 AND version = $2 AND removed = 0`,
		n.ID, version, n.Kind, n.Body, n.Mark, n.Answer)
	if err == nil && rows == 0 {
		return fault.Overtaken(map[string]string{"body": was.Body, "reason": was.Mark, "answer": was.Answer})
	}
	return err
}

func removeNote(tx *db.Tx, n Note, version int) error {
	rows, err := tx.Exec(`UPDATE meeting_note SET removed = 1, version = version + 1 WHERE id = $1 AND version = $2 AND removed = 0`, n.ID, version)
	if err == nil && rows == 0 {
		return fault.Overtaken(map[string]string{"body": n.Body})
	}
	return err
}

func insertTaskLink(tx *db.Tx, id task.ID, item ItemID) error {
	_, err := tx.Exec(`INSERT INTO meeting_task(task_id, item_id) VALUES($1, $2)`, id, item)
	return err
}

// taskLinks are the tasks that came of one item.
func taskLinks(tx *db.Tx, item ItemID) (map[task.ID]ItemID, error) {
	of := map[task.ID]ItemID{}
	tasks, err := db.All(tx, db.Value[task.ID], `SELECT t.task_id FROM meeting_task t WHERE t.item_id = $1`, item)
	for _, t := range tasks {
		of[t] = item
	}
	return of, err
}
