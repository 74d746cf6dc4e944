package exchange

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/task"
)

// Learn writes down what the actor's cell takes home: as a task of its own, or
// as a model to learn from. Only the cell's own people read it.
func (s *Service) Learn(ctx context.Context, by access.Actor, as org.ID, id ID, f LessonForm) (lesson LessonID, err error) {
	lesson = LessonID(db.NewID())
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, err := learner(tx, by, as, id)
		if err != nil {
			return err
		}
		l := Lesson{ID: lesson, NotedOn: tx.Today()}
		if err := s.take(tx, by, a, &l, f); err != nil {
			return err
		}
		if err := insertLesson(tx, id, a.own.Unit, l); err != nil {
			return err
		}
		return a.audit(tx, "learn", map[string]any{"lesson": lesson, "task": l.Task})
	})
	return lesson, err
}

// Rework changes a lesson that is kept as a model, or makes it a task at last.
func (s *Service) Rework(ctx context.Context, by access.Actor, id ID, lesson LessonID, version int, f LessonForm) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, l, err := reworking(tx, by, id, lesson)
		if err != nil {
			return err
		}
		if l.Task != "" {
			return fault.New(fault.Invalid, "exchange.lesson_is_task")
		}
		if err := f.check(); err != nil {
			return err
		}
		if version != l.Version {
			theirs := map[string]string{}
			if l.Title != f.Title {
				theirs["title"] = l.Title
			}
			if l.Body != f.Body {
				theirs["body"] = l.Body
			}
			return fault.Overtaken(theirs)
		}
		if err := s.take(tx, by, a, &l, f); err != nil {
			return err
		}
		if err := putLesson(tx, l); err != nil {
			return err
		}
		return a.audit(tx, "rework", map[string]any{"lesson": lesson, "task": l.Task})
	})
}

// Lesson gives a lesson to the committee of its cell, with its event. One that
// became a task is changed there.
func (s *Service) Lesson(ctx context.Context, by access.Actor, id ID, lesson LessonID) (sh Sheet, l Lesson, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		a, found, err := reworking(tx, by, id, lesson)
		if err != nil {
			return err
		}
		l = found
		sh, err = s.sheet(tx, by, a)
		return err
	})
	return sh, l, err
}

// learner authorises who writes lessons of his cell.
func learner(tx *db.Tx, by access.Actor, as org.ID, id ID) (about, error) {
	if err := tx.Lock("exchange", string(id)); err != nil {
		return about{}, err
	}
	a, err := authorise(tx, by, Arrange, as, id)
	if err == nil && !learning(a.State, a.own) {
		err = notNow(a.State)
	}
	return a, err
}

// reworking reads a lesson for the committee of its cell. That of another cell
// is not there.
func reworking(tx *db.Tx, by access.Actor, id ID, lesson LessonID) (about, Lesson, error) {
	l, unit, err := lessonByID(tx, id, lesson)
	if err != nil {
		return about{}, l, err
	}
	a, err := authorise(tx, by, Arrange, unit, id)
	if err == nil && a.own.Unit != unit {
		err = db.ErrNone
	}
	return a, l, err
}

// take puts what was typed into a lesson, and gives the task that it becomes.
func (s *Service) take(tx *db.Tx, by access.Actor, a about, l *Lesson, f LessonForm) error {
	if err := f.check(); err != nil {
		return err
	}
	l.Title, l.Body = f.Title, f.Body
	if f.Use != AsTask {
		return nil
	}
	given, err := s.tasks.AssignTx(tx, by, task.New{
		Unit: a.own.Unit, Title: f.Title, Measure: f.Body, Assignee: f.Assignee, Due: f.Due, OriginKind: Origin, OriginID: string(a.ID),
	})
	l.Task = given
	return err
}
