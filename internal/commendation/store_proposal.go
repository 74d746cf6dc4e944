package commendation

import (
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/org"
)

const proposalColumns = `a.id, a.unit_id, COALESCE(o.name, ''), a.at_id, COALESCE(h.name, ''), a.state, a.drafted_on, a.voted_on, a.favour, a.voters, COALESCE(a.theme_id, ''), a.version, ` + subjectColumns

var proposalTables = ` FROM commendation_proposal a LEFT JOIN member_name n ON n.person_id = a.person_id` + lastPlace("o", "a.unit_id") + lastPlace("h", "a.at_id")

func scanProposal(r db.Row, p *Proposal) error {
	return r.Scan(append([]any{
		&p.ID, &p.Unit, &p.UnitName, &p.At, &p.AtName, &p.State, &p.DraftedOn, &p.VotedOn, &p.Favour, &p.Voters, &p.Theme, &p.Version,
	}, p.Subject.into(&p.Merit)...)...)
}

func proposalByID(tx *db.Tx, id ProposalID) (Proposal, error) {
	return db.One(tx, scanProposal, `SELECT `+proposalColumns+proposalTables+` WHERE a.id = $1`, id)
}

func insertProposal(tx *db.Tx, p Proposal) error {
	collective, staff := p.names()
	_, err := tx.Exec(`INSERT INTO commendation_proposal(id, unit_id, at_id, kind, subject, person_id, about_id, collective, staff, form, title, level, occasion, year, years, reason, state, drafted_on, theme_id)
		VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
		p.ID, p.Unit, p.At, p.Kind, p.Key, db.Null(p.Person), db.Null(p.About), collective, staff, p.Form, p.Title, p.Level, p.Occasion, p.Year, p.Years, p.Reason, p.State, p.DraftedOn, db.Null(p.Theme))
	return err
}

// putProposal stores where a proposal stands, and while it is a draft what it
// says, unless somebody saved after the version.
func putProposal(tx *db.Tx, p Proposal, version int) error {
	n, err := tx.Exec(`UPDATE commendation_proposal SET at_id = $3, state = $4, voted_on = $5, favour = $6, voters = $7, version = version + 1 WHERE id = $1 AND version = $2`,
		p.ID, version, p.At, p.State, p.VotedOn, p.Favour, p.Voters)
	if err != nil {
		return err
	}
	if n == 0 {
		now, err := proposalByID(tx, p.ID)
		if err != nil {
			return err
		}
		return fault.Overtaken(now.theirs())
	}
	if p.State != Drafted {
		return nil
	}
	collective, staff := p.names()
	_, err = tx.Exec(`UPDATE commendation_proposal SET kind = $2, subject = $3, person_id = $4, about_id = $5, collective = $6, staff = $7, form = $8, title = $9, level = $10, occasion = $11,
			year = $12, years = $13, reason = $14 WHERE id = $1`,
		p.ID, p.Kind, p.Key, db.Null(p.Person), db.Null(p.About), collective, staff, p.Form, p.Title, p.Level, p.Occasion, p.Year, p.Years, p.Reason)
	return err
}

// putUp keeps what is sent up.
func putUp(tx *db.Tx, id ProposalID, name, reason string) error {
	_, err := tx.Exec(`INSERT INTO commendation_up(proposal_id, name, reason) VALUES($1, $2, $3)`, id, name, reason)
	return err
}

// upOf is what was sent up.
func upOf(tx *db.Tx, id ProposalID) (name, reason string, err error) {
	_, err = db.One(tx, func(r db.Row, _ *struct{}) error { return r.Scan(&name, &reason) }, `SELECT name, reason FROM commendation_up WHERE proposal_id = $1`, id)
	return name, reason, err
}

func insertStep(tx *db.Tx, id ProposalID, unit org.ID, act Act, on db.Date, words string) error {
	_, err := tx.Exec(`INSERT INTO commendation_step(proposal_id, ordinal, unit_id, act, on_date, words)
		SELECT $1, COUNT(*) + 1, $2, $3, $4, $5 FROM commendation_step WHERE proposal_id = $1`, id, unit, act, on, words)
	return err
}

func stepsOf(tx *db.Tx, id ProposalID) ([]Step, error) {
	return db.All(tx, func(r db.Row, s *Step) error { return r.Scan(&s.Unit, &s.Act, &s.On, &s.Words) },
		`SELECT COALESCE(o.name, ''), s.act, s.on_date, s.words FROM commendation_step s`+lastPlace("o", "s.unit_id")+`
		WHERE s.proposal_id = $1 ORDER BY s.ordinal`, id)
}

// passedUnits lists the units that acted on a proposal.
func passedUnits(tx *db.Tx, id ProposalID) ([]org.ID, error) {
	return db.All(tx, db.Value[org.ID], `SELECT DISTINCT unit_id FROM commendation_step WHERE proposal_id = $1`, id)
}

// sentTo are the proposals of unit $1, and those that were sent to it.
const sentTo = ` WHERE (a.unit_id = $1 OR a.state <> 'drafted' AND (a.at_id = $1 OR a.id IN (SELECT s.proposal_id FROM commendation_step s WHERE s.unit_id = $1)))`

// undecided is the condition of a proposal that is not decided yet.
const undecided = `a.state IN ('drafted', 'proposed', 'appraised', 'sent_on')`

// asListed names who was proposed as a list of the unit may: another's proposal as
// it was sent.
var asListed = `SELECT a.id, a.unit_id, COALESCE(o.name, ''), a.at_id, COALESCE(h.name, ''), a.state, a.drafted_on, a.voted_on, a.favour, a.voters, COALESCE(a.theme_id, ''), a.version,
	a.kind, '', COALESCE(a.person_id, ''), COALESCE(a.about_id, ''), CASE WHEN a.unit_id <> $1 THEN COALESCE(up.name, '') WHEN a.kind = 'collective' THEN a.collective WHEN a.person_id IS NULL THEN a.staff ELSE COALESCE(n.name, '') END,
	a.form, a.title, a.level, a.occasion, a.year, a.years, ''` + proposalTables + ` LEFT JOIN commendation_up up ON up.proposal_id = a.id` + sentTo

const newestFirst = ` ORDER BY CASE WHEN ` + undecided + ` THEN 0 ELSE 1 END, a.drafted_on DESC, a.id DESC`

func countProposals(tx *db.Tx, unit org.ID) (int, error) {
	return db.One(tx, db.Value[int], `SELECT COUNT(*) FROM commendation_proposal a`+sentTo, unit)
}

func proposalsOf(tx *db.Tx, unit org.ID, page int) ([]Proposal, error) {
	return db.All(tx, scanProposal, asListed+newestFirst+` LIMIT $2 OFFSET $3`, unit, PageSize, (page-1)*PageSize)
}

// ForTheme lists what a unit proposed for a theme of a campaign, the undecided and the
// newest first. It makes one query, and is for capabilities that have authorised
// already.
func ForTheme(tx *db.Tx, unit org.ID, theme string) ([]Proposal, error) {
	return db.All(tx, scanProposal, `SELECT `+proposalColumns+proposalTables+` WHERE a.unit_id = $1 AND a.theme_id = $2`+newestFirst, unit, theme)
}

// openMax is how many undecided proposals stand beside a register.
const openMax = 5

// openAt lists the newest undecided proposals of a unit, or at it.
func openAt(tx *db.Tx, unit org.ID) ([]Proposal, error) {
	return db.All(tx, scanProposal, asListed+` AND `+undecided+newestFirst+` LIMIT $2`, unit, openMax)
}

// OpenIn counts the undecided proposals of a unit and those that lie with it. It makes
// one query, and is for a change of the tree, which has authorised already.
func OpenIn(tx *db.Tx, unit org.ID) (int, error) {
	return db.One(tx, db.Value[int], `SELECT COUNT(*) FROM commendation_proposal a WHERE (a.unit_id = $1 OR a.at_id = $1) AND `+undecided, unit)
}

// Inherit gives them to the heir of a unit that ends: it goes on proposing, or
// weighs what lay with the other. It is for a change of the tree, which has authorised
// already.
func Inherit(tx *db.Tx, from, into org.ID) error {
	for _, column := range []string{"unit_id", "at_id"} {
		if _, err := tx.Exec(`UPDATE commendation_proposal SET `+column+` = $2, version = version + 1 WHERE `+column+` = $1
			AND state IN ('drafted', 'proposed', 'appraised', 'sent_on')`, from, into); err != nil {
			return err
		}
	}
	return nil
}
