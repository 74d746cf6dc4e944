// Package meeting is a cell's meetings: the plan and its agenda, the roll call,
// what was said and concluded, the tasks and votes that came of it, and the
// minutes that keep it.
//
// Words: an item (mục) is one entry of the agenda; the called (được triệu tập)
// are those who belong to the cell or visit it on the day; a mark is what the
// roll call found of one of them; a note is an opinion as it was noted, by a
// member or a guest; the recorder is whoever may write the record: the cell's
// committee, the chair and the minute taker of the meeting; an answer says ahead
// whether somebody will come; a contribution is an opinion sent ahead on an item.
//
// The states, as [Workflow] has them:
//
//	preparing  announce announced  committee  the day lies ahead, a chair is named, the agenda is not empty
//	preparing  open     open       recorder   the day has come, a chair is named, the agenda is not empty
//	announced  open     open       recorder   as above
//	open       close    closed     recorder   nobody unmarked, every task and report item concluded or explained
//	closed     freeze   finished   recorder   a minute taker is named
//	finished   report   reported   committee
//	finished   correct  closed     committee
//	reported   correct  closed     committee
//	preparing  cancel   cancelled  committee
//	announced  cancel   cancelled  committee
//	open       cancel   cancelled  committee  no opinion noted, no vote taken
//
// Rules in sentences:
//
//   - A cell has one regular meeting for a month (B1).
//   - The agenda of a new meeting is that of the rulebook for its date; where
//     the rulebook has none, the meeting begins with an empty agenda and the
//     page names the missing rule (B5).
//   - A regular meeting may hold a thematic part in the same sitting: its agenda
//     has both, one after the other, and the longer least length applies. Where
//     the rule of the date allows that for hardship alone, the plan says why. It
//     is chosen when the meeting is planned (B11).
//   - An extraordinary meeting says why it is held; its notice repeats it. A
//     meeting of the committee and a congress stay what they are, and no other
//     becomes one (B1).
//   - How long a meeting lasts at least is a rule of its date and kind; a cell
//     with fewer official members than its superior has set counts as small, for
//     which the superior may set another length.
//   - Contents for reference, by type of cell, go onto a new agenda if the
//     committee wants them; nothing asks for them.
//   - Until the meeting is opened, the list of the called follows its date.
//     Opening keeps it, with each one's standing, state and post of that day,
//     so that later changes of membership do not touch it (B4).
//   - Members temporarily elsewhere, suspended, detained or prosecuted are not
//     expected; one exempt counts when present; a visitor is no part of the
//     cell's headcount. Who may vote is the business of package vote.
//   - To a meeting of the committee its members alone are called: in a cell
//     without a committee, secretary and deputy. They prepare the cell's
//     meeting; nobody else learns that theirs exists (B2).
//   - A new agenda takes its lengths from the last meeting of the kind, else from
//     the rulebook's proposal, and ends on the day on which it begins.
//   - The notice goes to everybody called who may attend. Moving the meeting
//     afterwards is a postponement: it needs a reason, all are told again, and
//     answers given before no longer count. Who leaves before the day drops out
//     of the called and is told nothing more (B3, I8).
//   - Answers and contributions are taken until the meeting opens: from whoever
//     they are of, or entered for him by the committee, which is recorded. What
//     somebody wrote himself the committee does not change (I8).
//   - The roll call asks for no reason of an absence. The reason that somebody
//     gives with his answer is the committee's alone: it stands in no paper, no
//     notice and no log.
//   - How many opened a paper is counted; who did is shown to nobody.
//   - Every item of the kinds task and report ends with a conclusion, or with
//     the reason why there is none; the meeting does not close before (B7).
//   - A speaker sees how he is noted and corrects it until the minutes are
//     frozen. The recorder may take out a note that was entered wrongly, but a
//     reserved opinion (bảo lưu) only its speaker takes back. Nobody counts who
//     spoke how often (C10).
//   - An opinion that is not constructive is answered in the meeting. The chair,
//     or the recorder at his word, may mark it with a reason: its speaker is
//     told at once, sees the reason and may answer. It stays in the minutes with
//     mark and answer, unless he withdraws it or the cell votes to leave it out;
//     of either the minutes say that it happened, and none of the words. Nobody
//     else takes out or changes a marked opinion. A reserved one can be neither
//     marked nor left out, and one that is reserved loses its mark (B6).
//   - The agenda of a regular meeting has one item for each self-reflection
//     report of its month, and one that names the reporters of the next; they
//     come and go with the turns until the meeting is opened. A report is heard
//     once its item comes to the floor or anything is written under it (C1, C5).
//   - While a meeting runs, one item is on the floor, in one of three phases,
//     and its clock runs or stands still; the recorder takes up the next one.
//     Of two who go on at the same moment one is told that the other did (B5).
//   - What all in the room follow holds no note but the reader's own, no
//     conclusion, and no name of who is absent (C10).
//   - What a meeting issues on paper, and what goes up, are the business of
//     package deed; what the month has come to is that of package month.
//
// Who sees what: all of the cell, probationary members too, read its meetings,
// but the committee's own, which the committee reads. What is sent ahead is read
// by its author and the committee.
// Levels above see that a meeting took place: its date, its state and how many
// came, and the papers that were sent up; never another text or name.
package meeting
