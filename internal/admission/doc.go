// Package admission is the way of people into the Party: from the first
// nomination over mentor, class, dossier, vote, decision and ceremony to the
// recognition as an official member (G1–G4).
//
// Words: a candidate is somebody on the list of the cell's sources (quần chúng
// ưu tú), and stays one until he is recognised; a mentor is an official member
// who helps him (đảng viên giúp đỡ); a note is an entry of the mentors' book
// (sổ theo dõi); evidence is what the committee writes on one of six criteria; a
// paper is one of the forms that a dossier is made of; an opinion is what those
// who were asked said of him, in counts and words; a gap is what keeps him from
// the next step; a deadline is a day by which something is to be done.
//
// The states of a candidate, as Workflow has them, with the paper and the limit
// of each step:
//
//	–                    nominate  nominated  mass officer  a reason in words
//	–                    list      listed     committee     the cell's resolution: date and number
//	–                    enter     probation  committee     one who was admitted before chibo came
//	nominated            accept    listed     committee     the cell's resolution
//	nominated            decline   declined   committee     with a reason
//	listed               assign    helped     committee     one or two official members of the cell
//	helped … supported   assign    (same)     committee     a change of mentors says why
//	helped               enrol     learning   committee     first and last day of the class
//	helped, learning     certify   filing     committee     the certificate: valid 60 months
//	filing, ready        certify   (same)     committee     a new certificate
//	filing               complete  ready      committee     mentor, certificate, age, wait, papers CN-NTVĐ to 5
//	ready                reopen    filing     committee     something is missing after all
//	ready                vote      proposed   committee     at least 2/3 of the official members (paper 6)
//	ready                lose      ready      committee     fewer: a later meeting may vote again
//	proposed             decide    decided    committee     the superior's decision (paper 9)
//	decided              admit     probation  committee     the ceremony, within 30 working days
//	probation            support   supported  committee     12 months over, papers 10–12; 2/3 (paper 13); within 30 working days
//	probation            fail      probation  committee     fewer than 2/3
//	supported            recognise official   committee     the superior's decision (paper 16)
//	proposed, decided, supported  annul  (before)  committee  what was entered wrongly, with a reason
//	listed … supported   stop      stopped    committee     with a reason
//	stopped              resume    (before)   committee     with a reason
//
// Rules in sentences:
//
//   - Every event is judged by the rule of its own day: the months of a
//     certificate, the share of votes, the working days after a decision.
//   - Papers and opinions are entered at any time; a step only asks that they
//     are there. What a step itself brings (papers 6, 9, 13, 16 and the
//     certificate) is noted with it.
//   - The ceremony makes the candidate a probationary member of the cell; the
//     decision to recognise makes him an official one, as of the end of the
//     months of probation however late it comes (Charter, article 5). Until that
//     decision he has no vote.
//   - The dates are kept apart: decision, ceremony (ngày vào Đảng), official.
//   - A mentor is owed a note every few months; an overdue note is shown to him
//     and the committee, and does not stop anything.
//   - The cell votes in a meeting: the consideration is put onto its agenda from
//     the dossier, and the vote that its record keeps is the one that counts. The
//     count of a meeting whose record is kept on paper is typed.
//   - Who he is, his name and birth, is corrected by the cell until the ceremony,
//     and by the register from then on.
//   - That he was proposed for the planning or training of cadres is noted where
//     the organisation turned it on (rule admission.cadre), and no list is made.
//   - Who left the Party is not voted on before the months of waiting are over.
//   - Of a candidate's family nothing is stored: the background check is one
//     line of the checklist, «đã hoàn thành».
//   - Somebody is the candidate of one cell at a time.
//   - The dossier of a probationary member follows him to the cell to which he
//     moves, and stops when his membership ends. Who leaves the cell helps nobody
//     of it any more: its committee is told to assign somebody else.
//   - Who was admitted in former years is taken in from a list (package intake): a
//     member whose record tells the same is linked with it and counts by that; of the
//     others the list's row is kept and counts beside the members (member.Past), until
//     one is entered whose record tells the same. A row entered by mistake is struck.
//   - What a unit reached is counted by calendar years against its targets; ages at the
//     admission over five years together, and only as far as they show nobody.
//
// Who sees what: the cell sees who is on the list, how far, and who helps; the
// committee everything; a mentor the notes, deadlines and gaps of those whom he
// helps; the candidate his own state, mentors and deadlines; the officer who
// nominated what became of it; levels above counts, and no name.
package admission
