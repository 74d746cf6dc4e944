package access

// Class says who may read a column at the most: privacy is structure, so every
// column of every table has one, declared by the package that owns the table.
// A test compares the declarations with the schema of both engines.
type Class string

// The classes, from the widest to the narrowest.
const (
	ClassOpen      Class = "open"                 // structure and counts: whoever may see the unit
	ClassCell      Class = "cell"                 // the members of the unit; levels above never, unless it is sent to them
	ClassCommittee Class = "committee"            // the leadership of the unit, and the person himself
	ClassAuthor    Class = "author and committee" // whoever wrote it, and the leadership
	ClassPerson    Class = "person"               // the person alone
	ClassSecret    Class = "secret"               // nobody: hashes, keys, the machine's own bookkeeping
)

// Classes gives the class of each column, by table; names are separated by
// spaces.
type Classes map[string]map[Class]string
