// Package member is people and what they are to an organisation: persons,
// memberships with their standing, states beside it, positions, and the
// duties assigned for a year.
//
// Words: a membership is a period [from, to) in which a person belonged to
// one unit in one standing; recognition closes the probationary period and
// opens the official one. A state stands beside it: exempt, temporarily away
// or visiting, suspended, detained or prosecuted. A position gives a role
// from its first day on.
//
// Rules in sentences: a person belongs to one party unit at a time and to any
// number of mass organisations; a unit has one secretary; only an official
// member is elected to a party post (Charter, articles 3 and 5); nothing is
// deleted, periods end. National identity numbers are never stored.
//
// Whoever was entered twice is looked for within one unit, by its leaders, who read
// both records. It is not done across units: nobody below an installation's operator
// reads the names of two cells, and to tell the leaders of one that somebody of theirs
// is also known elsewhere would tell them of a membership in a unit of which they may
// know nothing. Whoever comes from another unit is moved first, and then both records
// lie in one. Two who look alike and are two people are set apart with a reason, and
// are offered no more.
//
// Whoever joins a chapter of a mass organisation may be known beside it: in the unit
// under which it stands, or in what stands directly under that. Where the name and the
// whole date of birth that its officer gives are his, the officer is told that such a
// person is known, not where nor anything else, and the chapter becomes one more
// membership of the one person, unless the officer says that it is somebody else. Nothing
// but those two is compared, so that trying tells no more than they do, and every
// time it is logged as a read of the record, which the person and his cell see.
//
// A record is kept in one place: in the party unit, without one in the chapter that
// entered the person first. Another chapter has him in its list by name, department
// and job; it neither reads, corrects, exports nor merges his record, and a list that
// it imports changes nothing in it.
package member
