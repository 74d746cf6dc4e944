// Package notify tells people that something waits for them: in the
// application, by e-mail, and in the calendar of their own device (B3, I6).
//
// Words: a notice is one sentence for one person, with a link to what it is
// about. The outbox holds the mails that go with notices. An event is a time
// in a calendar. A feed is an address from which a calendar program fetches a
// person's events.
//
// The states of a mail:
//
//	from      what happens                                       to
//	–         a notice with mail is told                         waiting
//	waiting   the mail server took it                            sent
//	waiting   the mail server did not; after a while, again      waiting
//	waiting   the address does not exist, or three days passed   failed
//	waiting   the person has left, turned mail off, has no
//	          address, or a later date of the event is told      skipped
//
// Rules in sentences: nothing that leaves the installation names an
// organisation, a person or a topic; a mail says that something waits and, of
// an event, when it is. Nothing leaves unless a mail server is configured. A
// notice is written in the transaction of what it tells of, or not at all. A
// mail is sent once; after a crash between sending and noting it, it may go out
// a second time under the same Message-ID. Address and rights are read when the
// mail is sent. Who has left an organisation no longer sees what he was told
// about it (safety S2).
//
// Who sees what: everybody his own notices; the administrator how many mails
// wait or failed, and of none for whom or about what.
//
// Capabilities that stand later tell by [Service.TellTx] in their own
// transaction; background work may tell inside a db.System transaction.
package notify
