// Package sample writes the five organisations of `chibo demo`, shaped like
// the five published articles: S0 a health station's cell (its year is 2013),
// S1 the party committee of a health department with 19 direct units (2010),
// S2 a hospital's cell (2013), S3 an eye hospital's cell (2024), S4 a postal
// reconciliation centre's cell (2019). The code names the organisation that
// the article is about; a committee above it carries the suffix -CT.
//
// What they are stands in data/*.yaml: units, how many people, the texts of
// meetings. Names are surname × Văn or Thị × letter and number, and stand for
// nobody. Everything else follows from these files and from the date that the
// demo calls today: the same today gives the same people and the same
// meetings. Meetings, attendance and tasks lie in the year of the article and
// in the 14 months before today; one more is being prepared. The year of today
// has its plan, its commitments and its reports, in these cells and in the
// chapters of S0: what the past meetings heard, and what the next one will. S0,
// in which every role has an account, has besides the congress of its term with
// an election on paper, topics, briefings, a backlog and exchanges.
//
// What the articles tell of earlier years stands in the data too: awards, the
// target of a term and who was admitted in it, calls and praise by month, topics,
// turns and briefings. Package article computes from them what the articles state.
//
// The sample is written through the use cases, as [access.Console], so it
// obeys the same rules as what people enter. Only instants (when something was
// entered) are those of the filling.
package sample
