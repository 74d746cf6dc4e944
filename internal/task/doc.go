// Package task follows what the cell asked of somebody from month to month:
// who does it, by when, how it goes, what came of it (B9).
//
// Words: a task has a title, a measure (what shows that it is done), one
// assignee, a due day and an origin, the record that it comes from; a step is
// one line of its timeline; the verdict is how the committee closes it.
//
// The states, as Workflow has them:
//
//	assigned  progress  (same)     how it goes, in words and perhaps in percent
//	assigned  ask       (same)     the assignee asks for a later due day
//	assigned  decline   (same)     … which the committee does not grant
//	assigned  report    reported   the assignee says what was done
//	reported  report    reported   … and may add to it until it is judged
//	reported  return    assigned   the committee asks for more, and says what
//	reported  accept    done       the committee judges the report
//	assigned  accept    done       … or what it knows of the result itself
//	open      extend    (same)     a new due day, with a reason
//	open      urge      (same)     đôn đốc
//	open      help      (same)     what the committee does to help
//	open      reassign  assigned   somebody else carries it from now on
//	open      cancel    cancelled  no longer needed, with a reason
//
// Open means assigned or reported. Done means ended with a verdict, whatever
// the verdict says: well done, done, late or not done. The program proposes no
// verdict; it shows the due day and the day of the report.
//
// Rules in sentences: the assignee is called to the unit's meetings on the day
// of the assignment and is neither suspended nor detained; when that ceases to
// be so, the task is forsaken until the committee gives it to somebody else;
// the due day is a whole date, not before the day of the assignment; every act
// but the acceptance of a report says something in words; nothing leaves done
// or cancelled; a task is overdue from the day after its due day until it is
// done or cancelled, a report alone does not stop the clock; a request for a
// later day is answered by an extension or a refusal, and falls with the
// report, the verdict, another assignee or the cancellation.
//
// Who sees what: the committee sees and arranges every task of its unit, a
// member sees and reports his own, and a committee member may enter progress
// and report for a member who has no device (recorded as entered by him, I8).
// Levels above see none of it.
//
// Who is told: the assignee of what the committee does, the secretary of a
// report and of a request; [Service.Remind] tells the assignee before and
// after the due day and the secretary, weekly, how many are overdue. Nobody is
// told what he did himself.
//
// Other capabilities assign by [Service.AssignTx] inside their own
// transaction, and read back by [ByOrigin] and [OpenIn].
package task
