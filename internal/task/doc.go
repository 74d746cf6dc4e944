// Package task follows what the cell asked of somebody from month to month:
// who does it, by when, what came of it (B9).
//
// Words: a task has a title, a measure (what shows that it is done), one
// assignee, a due day and an origin, the record that it comes from; a step is
// one line of its timeline.
//
// The states, as Moves has them:
//
//	assigned  report  reported   the assignee says what was done
//	reported  report  reported   … and may add to it until it is judged
//	reported  return  assigned   the committee asks for more, and says what
//	reported  accept  done       the committee takes the report
//	assigned  accept  done       … or knows the result from the meeting itself
//	open      extend  (same)     a new due day, with a reason
//	open      urge    (same)     đôn đốc
//	open      help    (same)     what the committee does to help
//	open      cancel  cancelled  no longer needed, with a reason
//
// Open means assigned or reported.
//
// Rules in sentences: the assignee is called to the unit's meetings on the day
// of the assignment and is neither suspended nor detained; the due day is a
// whole date, not before that day; a report, a return, an extension, a
// cancellation, an urging and a help say something in words; nothing leaves
// done or cancelled; a task is overdue from the day after its due day until it
// is done or cancelled, a report alone does not stop the clock.
//
// Who sees what: the committee sees and arranges every task of its unit, a
// member sees and reports his own, and a committee member may enter a report
// for a member who has no device (recorded as entered by him, I8). Levels
// above see none of it.
//
// Other capabilities assign by [Service.AssignTx] inside their own
// transaction, and read back by [ByOrigin] and [OpenIn].
package task
