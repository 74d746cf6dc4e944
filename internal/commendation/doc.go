// Package commendation is the awards of people and collectives, and the proposals
// that lead to them (khen thưởng): H1.
//
// Words: an award is one commendation of one person or one collective by one
// decision, a turn (lượt); how many turns there are and how many distinct people
// or collectives had them is counted apart. The register is the awards of a unit
// (sổ khen thưởng). A level is who decides, a form what is given. A streak is
// consecutive years with a yearly award of one form. A proposal asks a level
// above for an award; it lies with one unit at a time, its holder.
//
// The states of a proposal, as Workflow has them, under the names of the screens:
//
//	–          draft     drafted    proposer  «Dự thảo»
//	drafted    amend     drafted    proposer
//	drafted    send      proposed   proposer  «Đã đề nghị»: with its vote; to the committee above
//	proposed   appraise  appraised  holder    «Đã thẩm định»: with words
//	sent_on    appraise  appraised  holder
//	appraised  send_on   sent_on    holder    «Đã chuyển cấp trên»: to the committee above it
//	appraised  grant     granted    holder    «Đã khen thưởng»: number and date; the award is entered
//	proposed, appraised, sent_on  refuse  refused  holder  «Không khen thưởng»: with a reason
//	drafted, proposed  withdraw  withdrawn  proposer  «Đã rút»
//
// Those of an award: entered, and struck for a reason where it was a mistake.
//
// Rules in sentences:
//
//   - A unit without a committee above it in this installation holds its own
//     proposals, and enters what the level outside decided.
//   - A holder grants what its own level gives; what is for a higher level of the
//     tree it sends on, as long as there is one.
//   - A proposal passes its proposer's vote by the rule of the day.
//   - No decision lies in the future, nor before the vote on its proposal.
//   - An organisation is commended within its own life: from its founding until it
//     was dissolved. Its awards stand in its own register, whoever enters them.
//   - What a unit sent before it was dissolved, the level that holds it decides; the
//     heir of a merged unit goes on with its proposals.
//   - The same decision commends the same subject once in the same form.
//   - Rules say what each level gives; a form that they do not name is taken, and
//     the page says so.
//   - Past awards come in by a spreadsheet, all of it or nothing (I10). A subject is
//     found as it was called on the day, or among who ever belonged to the cell;
//     somebody else stands in the register by the name in the list.
//   - A proposal may come of a theme of a campaign that concerns its unit; the steps of
//     the theme then show what became of it.
//   - How the subject was rated that year stands beside a proposal, for its own unit.
//   - Streaks are facts, shown with the rule that asks for them. The program
//     proposes nobody.
//
// Who sees what: a cell's members see its register and its proposals. Levels above
// see counts and the awards of collectives; people's names and a reason only in
// what was sent up to them.
package commendation
