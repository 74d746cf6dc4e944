// Package directive is the documents that come from above (văn bản cấp trên):
// the register that a unit keeps of them, to whom a committee sends them, and
// what becomes of them in each unit (B14, I10).
//
// Words: a document has number, date, issuer and title (trích yếu); the owner
// is the unit in whose register it stands; a receipt is what became of it in
// one unit; to study a document (quán triệt) is to go through it in a meeting.
//
// The states of a document, as Workflow has them:
//
//	registered  amend     registered
//	registered  send      sent         to chosen units below the owner
//	sent        send      sent         to further units
//	registered  withdraw  withdrawn    with a reason
//	sent        withdraw  withdrawn
//
// The states of a receipt, as Course has them:
//
//	waiting   receive  received
//	waiting   study    studied    a meeting that studies it has received it
//	received  study    studied
//	received  report   reported   not everything has to be studied
//	studied   report   reported
//	reported  report   reported   the report is written anew
//
// Rules in sentences: a document stands in the register of a unit, or came to
// it, once: the same number, date and issuer are refused; a cell that holds a
// document on paper enters it for itself, and thereby has received it; it is
// sent to party units below the owner alone, to each once; what was sent is
// amended no more, neither its files; a withdrawn document keeps its receipts,
// but nothing is done with it any more and receivers are not given its files;
// a receipt is overdue from the day after the due day until it is reported.
// Nothing marked as a state secret is taken (I5).
//
// Who sees what: all of a receiving cell read the document and its files; its
// committee receives it, brings it to a meeting and reports. The owner sees of
// each unit when it received, studied and reported, and the report, which is
// addressed to it; nothing of what was said there.
//
// Tasks that come of a document name it as their origin; the meeting that
// studied it says so by [Service.StudiedTx].
package directive
