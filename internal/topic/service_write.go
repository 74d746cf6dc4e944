package topic

import (
	"cmp"
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/member"
)

// writing is locked for who writes the paper: the author, or a leader who
// enters it for him. The act must lead on from how the topic stands.
func writing(tx *db.Tx, by access.Actor, id ID, act Act) (a about, d Draft, err error) {
	if a, err = locked(tx, by, Write, id); err != nil {
		return a, d, err
	}
	if d, err = draftOf(tx, id); err != nil {
		return a, d, err
	}
	if !a.mayWrite(d) && !by.Trusted() {
		return a, d, fault.New(fault.Denied, "topic.draft_is_his")
	}
	_, err = a.after(act)
	return a, d, err
}

// Save keeps what is being written, every few seconds, over the version of the
// draft that the page showed (0 for none); it gives the version that is stored
// now. Where somebody, on another device, saved other words since, nothing is
// changed and the fault is Stale. A text over TextMax characters, or with a
// mark of state secrecy, is Invalid at the field body. The first word is logged
// and makes the topic Written; later ones are bookkeeping.
func (s *Service) Save(ctx context.Context, by access.Actor, id ID, version int, body string) (saved int, err error) {
	if body, err = sayable(body); err != nil {
		return version, err
	}
	first := false
	err = s.db.System(ctx, func(tx *db.Tx) error {
		a, d, err := writing(tx, by, id, Saving)
		if err != nil {
			return err
		}
		if first = a.State == Assigned; first {
			return nil
		}
		saved, err = keep(tx, by, a, d, version, body)
		return err
	})
	if err != nil || !first {
		return saved, err
	}
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, d, err := writing(tx, by, id, Saving)
		if err != nil {
			return err
		}
		if a.State != Assigned { // another device came first
			saved, err = d.Version, d.against(version, body)
			return err
		}
		if saved, err = keep(tx, by, a, d, version, body); err != nil {
			return err
		}
		return s.step(tx, &a, a.Version, Saving)
	})
	return saved, err
}

// sayable brings a paper into the form that is stored.
func sayable(body string) (string, error) {
	body = i18n.Clean(body)
	var faults fault.Form
	meeting.Sayable(&faults, "body", body, TextMax)
	return body, faults.Err()
}

// against refuses a version that is not the newest, unless it says the same.
func (d Draft) against(version int, body string) error {
	if version == d.Version || d.Body == body {
		return nil
	}
	return fault.Overtaken(map[string]string{"body": d.Body})
}

// keep stores a draft and gives its version.
func keep(tx *db.Tx, by access.Actor, a about, d Draft, version int, body string) (int, error) {
	writer := member.ID(cmp.Or(by.Person, string(a.Person)))
	switch {
	case d.against(version, body) != nil:
		return d.Version, d.against(version, body)
	case d.Version == 0:
		return 1, insertDraft(tx, a.ID, writer, body)
	case version != d.Version: // the same words came twice
		return d.Version, nil
	default:
		return version + 1, updateDraft(tx, a.ID, version, writer, body)
	}
}

// Send hands the paper to the committee, as the form shows it: version is that
// of the draft. It says something, or a file is attached to it.
func (s *Service) Send(ctx context.Context, by access.Actor, id ID, version int, body string) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, d, err := writing(tx, by, id, Sending)
		if err != nil {
			return err
		}
		if body, err = sayable(body); err != nil {
			return err
		}
		if body == "" {
			files, err := document.List(tx, FilesOf, string(id))
			if err != nil {
				return err
			}
			if len(files) == 0 {
				return fault.At("body", "topic.nothing_written")
			}
		}
		if _, err := keep(tx, by, a, d, version, body); err != nil {
			return err
		}
		if err := putSent(tx, id, body, member.ID(by.Person)); err != nil {
			return err
		}
		if err := s.step(tx, &a, a.Version, Sending); err != nil {
			return err
		}
		return s.tellLeaders(tx, by, a, "topic.tell_sent")
	})
}

// Say comments on a draft that was sent, or on a paper that was presented.
func (s *Service) Say(ctx context.Context, by access.Actor, id ID, body string) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, err := locked(tx, by, Discuss, id)
		if err != nil {
			return err
		}
		switch {
		case !a.mayComment(by) && a.State.Ahead():
			return fault.New(fault.Invalid, "topic.no_comment_yet")
		case !a.mayComment(by):
			return fault.New(fault.Invalid, "topic.not_when_"+string(a.State))
		}
		if body, err = said("comment", body, "topic.comment_missing", commentMax); err != nil {
			return err
		}
		insert := insertOpinion
		if a.State != Presented {
			insert = insertComment
		}
		if err := insert(tx, id, member.ID(by.Person), body); err != nil {
			return err
		}
		if err := a.audit(tx, "say", nil); err != nil {
			return err
		}
		if a.author && a.State != Presented {
			return s.tellLeaders(tx, by, a, "topic.tell_answered")
		}
		return s.tellAuthor(tx, by, a, "topic.tell_commented")
	})
}
