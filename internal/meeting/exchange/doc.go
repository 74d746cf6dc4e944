// Package exchange is what a cell does together with other cells: a visit, or
// a joint meeting, from the proposal to the minutes that all agree on and the
// lessons that each takes home (B13).
//
// Words: an event has parties, two to five cells of one installation; the host
// proposes it, the others are its guests and may belong to other trees; a
// party comes if it is the host or has accepted. A verdict is what a party
// says of one version of the minutes. A lesson is what a cell takes home: it
// becomes a task of its own, or is kept as a model to learn from.
//
// The states, as Workflow has them:
//
//	proposed   accept  accepted   guest  one guest that comes is enough
//	accepted   accept  accepted   guest  … and another
//	proposed   decline proposed   guest  with a reason; others have still to answer
//	proposed   decline declined   guest  … nobody comes
//	accepted   decline accepted   guest  … others come; also proposed or declined
//	proposed   amend   proposed   host   what is planned
//	accepted   amend   accepted   host   … the texts alone
//	accepted   amend   proposed   host   … day, time or place: all are asked again
//	declined   amend   proposed   host   … another day, time or place is offered
//	proposed, accepted, declined  cancel  cancelled  host  with a reason
//	accepted   hold    held       host   on its day or later
//	held       write   held       host   the draft of the minutes
//	held       record  recorded   host   a version is frozen and sent to all who came
//	recorded   agree   recorded   party  others have still to agree
//	recorded   agree   agreed     party  all agreed on the very same version
//	recorded   object  held       party  with a reason; the host writes anew
//
// Rules in sentences:
//
//   - A host finds a guest by its name in the own tree, or anywhere by its
//     exact code; nothing but its name is shown.
//   - The event may be tied to a regular, thematic or extraordinary meeting of
//     the host that lies ahead; it is on that meeting's day then.
//   - Each party names who comes among its own people, and what he presents.
//   - Files of the event are shared: attaching one gives it to all parties.
//   - The minutes are one text, written by the host. A version keeps what was
//     sent, under a hash. Only secretary and deputy agree or object in the name
//     of their cell; an agreement holds for one version and no other.
//   - The minutes bear no number: they are a record of several cells, none of
//     which issues it alone.
//   - Lessons are written once the event was held, by each party for itself.
//
// Who sees what: the members of all parties read what is shared (purpose,
// topic, programme, files, who was named) and the minutes once all agreed; the
// committees of those who came read a version that was sent; the draft is the
// host's committee's. A cell that does not come reads the invitation alone.
// Nothing else of another cell is read here: no meeting, no roll, no task, no
// list of people. Lessons and tasks are the own cell's. Levels above see none
// of it.
package exchange
