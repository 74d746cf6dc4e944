// Package poll is opinion polls on phones (thăm dò ý kiến kín) in a running
// meeting. It decides nothing: what the rules want secret is voted on paper.
//
// Words: a slip (phiếu) is a random number that the chibo of the cell signed
// without seeing it; a ballot is a slip with a choice; a receipt (mã phiếu) is
// the slip as its voter kept it.
//
// The states, as [Workflow] has them:
//
//	handing  begin   casting    recorder  at least five took a slip
//	casting  close   closed     recorder
//	handing  cancel  cancelled  recorder
//	casting  cancel  cancelled  recorder
//
// How a ballot stays unlinkable (safety B1, RFC 9474, blind RSA signatures):
//
//   - While slips are handed out, each voter is signed in. His device makes the
//     slip, blinds it and has it signed: chibo knows who got a signature, and
//     learns nothing of the slip. Devices ask after a random wait, so that the
//     order in which they ask says nothing of their owners.
//   - Then no more slips are handed out: the key that signs them is deleted, and
//     so is what was signed. Only now ballots are cast: without sign-in and
//     cookie, by an address that writes no line into the log, into a row without
//     person and time.
//   - At the close the ballots are counted and written anew in the order of
//     their random slips, and what the engine kept of the first writing is wiped.
//
// Rules in sentences:
//
//   - Official members who are marked present take part; each gets one slip, a
//     slip counts once. Sending the same again is answered the same again.
//   - A poll of fewer than five is not secret: it does not begin, and where
//     fewer than five cast a ballot, no figures are given out (safety B3).
//   - After the close everybody called sees each slip with its choice: a voter
//     finds his own, and anyone can count again and check every signature with
//     the public key (safety B2).
//   - Who holds the machine could change the program, or watch the network: the
//     page says so before anybody votes.
//
// Who sees what: all of the cell see the question, how many took part, and what
// came out; nobody sees who took part but by the log.
package poll
