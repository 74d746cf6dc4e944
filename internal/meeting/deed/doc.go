// Package deed is the papers that a cell issues about a meeting: notice and
// invitations, minutes, resolution, and the extract that goes to the level
// above; their frozen versions, posting, the report upward, the archive to hand
// over and the binder of a year.
//
// Words: a deed is such a paper, from its draft on; a version is a deed as it
// was frozen once; the desk is what remains to be done about a meeting's papers.
//
// Rules in sentences:
//
//   - Minutes are composed from the record alone. Freezing gives them their
//     number and keeps their content with its hash; a correction is a further
//     version under the same number, and all earlier ones stay (B8).
//   - A notice and a resolution are composed from plan and record; a section
//     that somebody edited stays as he wrote it, the others follow the record
//     until the deed is frozen. Deeds are numbered by kind within the term; a
//     revision is a further version under the same number (B8).
//   - The committee may share the draft of a resolution with the cell while the
//     meeting lies ahead; what the cell reads is kept as it was shared, and every
//     version says word by word how it differs from it (B7).
//   - A resolution looks back with the table of what was given to do, looks
//     ahead, says who sees to it, how the meeting was scored, and how the vote
//     went, in the outline of form B3.
//   - Secretary and deputy are reminded a day before the last day for papers,
//     posting and report, and once it has passed.
//   - Nothing said of single members, in reports or in criticism, comes into a
//     resolution or an extract by itself (C9).
//   - The resolution is posted and the meeting reported within the days that the
//     rulebook gives for the day of the meeting. Levels above read the version
//     that was sent, until a later one is.
//   - A committee's meeting resolves nothing of its own and is not reported.
//
// The states are those of the meeting: freezing, reporting and correcting are
// moves of its workflow. Actions and pages are those of package meeting.
package deed
