// Package privacy is what people may know and ask about their own data (safety,
// duties 1–6): what is kept of them and why, who read it, the notice on personal
// data, requests, erasure, and the report of who read what between two times.
//
// Words: a section is a part of what is kept of somebody, with its purpose, legal
// basis and term. A request asks to correct or erase data, to restrict how it is
// used, or objects to that. A hold is a named reason for which nothing of a person
// may be erased. The list of erasures names by their ids who was erased, and
// nothing else of them.
//
// The states of a request, as Workflow has them:
//
//	–             file      filed      the person, or a leader for who wrote on paper
//	filed         take      taken      who answers: with words on how it goes on
//	filed, taken  fulfil    fulfilled  who answers: with words; an erasure erases
//	filed, taken  refuse    refused    who answers: with words; of erasure by a ground
//	filed, taken  withdraw  withdrawn  the person
//
// Rules in sentences:
//
//   - The clocks run from the day on which the request came in, by the rules of
//     that day: working days to take it up, days to settle it.
//   - The secretary or the deputy of the person's unit answers; where the person is
//     the only one, the committee above. Nobody answers himself.
//   - Who belongs to a unit today is not erased, nor whoever is under a hold: the
//     rolls of the Party have to be kept. A refusal by a ground places the hold.
//   - An erasure goes through every capability in one transaction, or not at all.
//     The figures of the tree stay as they were.
//   - A restriction or an objection is carried out by the unit: the program keeps
//     the request and its answer and locks nothing, and says so to who answers.
//   - What an old backup brings back is erased again from the list of erasures.
//
// Who sees what: everybody his own; the leaders of a unit its requests. Who read
// what, the leaders of the unit and the officers above see.
package privacy
