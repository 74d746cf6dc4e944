package meeting

import (
	"errors"

	"chibo/internal/db"
	"chibo/internal/document"
)

// beforeOf is the latest meeting of the kind before this one that was not
// called off.
func beforeOf(tx *db.Tx, m Meeting) (Meeting, error) {
	return db.One(tx, scanMeeting, `SELECT `+meetingColumns+meetingTables+` WHERE m.unit_id = $1 AND m.kind = $2 AND m.id <> $3
		AND m.state <> 'cancelled' AND m.held_on <= $4 ORDER BY m.held_on DESC, m.id DESC LIMIT 1`, m.Unit, m.Kind, m.ID, m.HeldOn)
}

// finishedBefore is the last regular meeting before this one whose minutes are
// frozen, with the number of its resolution.
func finishedBefore(tx *db.Tx, m Meeting) (Previous, error) {
	return db.One(tx, func(r db.Row, p *Previous) error { return r.Scan(&p.ID, &p.Month, &p.HeldOn, &p.Number) },
		`SELECT m.id, m.month, m.held_on, COALESCE(d.number, '') FROM meeting_meeting m LEFT JOIN meeting_deed d ON d.meeting_id = m.id AND d.kind = 'resolution'
		WHERE m.unit_id = $1 AND m.kind = 'regular' AND m.state IN ('finished', 'reported')
		AND m.held_on <= $2 AND m.id <> $3 ORDER BY m.held_on DESC, m.id DESC LIMIT 1`, m.Unit, m.HeldOn, m.ID)
}

// under fills in which papers are for which item, and how often each was
// opened; one query reads both.
func (s *Sheet) under(tx *db.Tx) error {
	type row struct {
		paper document.ID
		item  ItemID
		n     int
		mine  int
	}
	rows, err := db.All(tx, func(r db.Row, o *row) error { return r.Scan(&o.paper, &o.item, &o.n, &o.mine) },
		`SELECT paper_id, '' AS item_id, COUNT(*), COUNT(*) FILTER (WHERE person_id = $2) FROM meeting_opened WHERE meeting_id = $1 GROUP BY paper_id
		UNION ALL SELECT paper_id, item_id, 0, 0 FROM meeting_item_paper WHERE meeting_id = $1`, s.Meeting.ID, s.Me)
	s.Opened, s.PapersUnder = map[document.ID]Opened{}, map[ItemID][]document.ID{}
	kept := map[document.ID]bool{} // a paper that was taken away is under no item
	for _, p := range s.Papers {
		kept[p.ID] = true
	}
	for _, o := range rows {
		switch {
		case o.item == "":
			s.Opened[o.paper] = Opened{Count: o.n, Mine: o.mine > 0}
		case kept[o.paper]:
			s.PapersUnder[o.item] = append(s.PapersUnder[o.item], o.paper)
		}
	}
	return err
}

// regularBefore is the regular meeting of the cell held before this one, ""
// where there was none.
func regularBefore(tx *db.Tx, m Meeting) (ID, error) {
	last, err := db.One(tx, func(r db.Row, id *ID) error { return r.Scan(id) },
		`SELECT m.id FROM meeting_meeting m WHERE m.unit_id = $1 AND m.kind = 'regular' AND m.state IN ('closed', 'finished', 'reported')
		AND m.held_on < $2 ORDER BY m.held_on DESC, m.id DESC LIMIT 1`, m.Unit, m.HeldOn)
	if errors.Is(err, db.ErrNone) {
		return "", nil
	}
	return last, err
}

// releasePapers takes every paper from an item.
func releasePapers(tx *db.Tx, item ItemID) error {
	_, err := tx.Exec(`DELETE FROM meeting_item_paper WHERE item_id = $1`, item)
	return err
}

// givePaper says that a paper is for an item, and for no other.
func givePaper(tx *db.Tx, id ID, item ItemID, paper document.ID) error {
	_, err := tx.Exec(`INSERT INTO meeting_item_paper(paper_id, meeting_id, item_id) VALUES($1, $2, $3)
		ON CONFLICT (paper_id) DO UPDATE SET item_id = excluded.item_id`, paper, id, item)
	return err
}
