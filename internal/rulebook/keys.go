package rulebook

// Organisation: packs/organisation.yaml. Numbers of members count official
// members unless said otherwise.
var (
	// MinOfficial is the number of official members below which a cell cannot
	// validly decide, and its superior must add members or merge it.
	MinOfficial = whole("org.min_official", "members").guard(WeakensVotes, below)
	// CommitteeFrom is the number of official members from which a cell elects a
	// committee; below it, a secretary and if needed a deputy.
	CommitteeFrom = whole("org.committee_from", "members").guard(WeakensRights, above)
	// CommitteeMax is the largest committee that a cell may elect.
	CommitteeMax = whole("org.committee_max", "members")
	// SmallBelow is the number of official members below which a cell counts as
	// small ([FactSize]). National rules leave it to the superior: without a
	// rule of its own no cell is small.
	SmallBelow = whole("org.small_below", "members")
	// DeputiesMax is the largest number of deputy secretaries of a cell.
	DeputiesMax = whole("org.deputies_max", "members")
	// ExemptCount tells whether members exempted from activity count towards
	// CommitteeFrom.
	ExemptCount = yesNo("org.exempt_count")
	// GroupAllowed tells whether a large cell may split into party groups.
	GroupAllowed = yesNo("org.group_allowed")
	// GroupDecides tells whether a party group may decide on admission and
	// discipline.
	GroupDecides = yesNo("org.group_decides").guard(WeakensRights, allows)
	// Kinds is the list of kinds of organisation at the base of the Party.
	Kinds = codes("org.kinds")
	// BaseCommitteeFrom is the headcount from which a base organisation is a
	// party committee with cells below it and no longer a single cell.
	BaseCommitteeFrom = whole("org.base_committee_from", "members")
	// DistrictLevel tells whether there is a district level between the commune
	// and the province.
	DistrictLevel = yesNo("org.district_level")
	// CongressEvery is the term of a cell, from one congress to the next.
	CongressEvery = whole("org.congress_every", "months").guard(WeakensTenure, above)
	// CongressLeeway is how much earlier or later a congress may be held with
	// the superior's consent.
	CongressLeeway = whole("org.congress_leeway", "months").guard(WeakensTenure, above)
	// BasePlenaryPerYear is how often the whole base organisation meets.
	BasePlenaryPerYear = whole("org.base_plenary_per_year", "meetings")
	// CommitteeActsAtOnce tells whether a new committee acts from its election.
	CommitteeActsAtOnce = yesNo("org.committee_acts_at_once")
	// TransferredKeepsSeat tells whether a committee member who is temporarily
	// transferred out stays in the committee at home.
	TransferredKeepsSeat = yesNo("org.transferred_keeps_seat").guard(WeakensRights, denies)
	// CodePattern is the regular expression of an organisation's code.
	CodePattern = text("org.code_pattern")
	// ProbationaryWithheld lists the rights that a probationary member has not.
	ProbationaryWithheld = codes("member.probationary_withheld", "vote", "stand", "elect").
				guard(WeakensRights, Codes.adds)
	// ProbationaryUntilDecision tells whether a member stays probationary until
	// the recognition is issued, even past the twelve months.
	ProbationaryUntilDecision = yesNo("member.probationary_until_decision")
)

// Votes: packs/votes.yaml. Every threshold is a share of the voters that
// VoteExcluded leaves, present or not.
var (
	// VoteExcluded lists the states of official members that leave the
	// denominator. With FactMeeting "congress" the list of a congress.
	VoteExcluded = codes("vote.excluded",
		"transferred_out", "exempt_absent", "suspended", "detained", "excused_throughout").
		guard(WeakensVotes, Codes.adds)
	// VoteOrdinary passes resolutions, conclusions and ratings.
	VoteOrdinary = ratio("vote.threshold.ordinary").guard(WeakensVotes, Threshold.Weaker)
	// VoteAdmission passes the proposal to admit, out of official members.
	VoteAdmission = ratio("vote.threshold.admission").guard(WeakensVotes, Threshold.Weaker)
	// VoteRecognition passes the proposal to recognise as official.
	VoteRecognition = ratio("vote.threshold.recognition").guard(WeakensVotes, Threshold.Weaker)
	// VoteAdmissionCommittee is the share of the deciding committee above.
	VoteAdmissionCommittee = ratio("vote.threshold.admission_committee").guard(WeakensVotes, Threshold.Weaker)
	// VoteExpulsion passes the proposal to expel, at the cell.
	VoteExpulsion = ratio("vote.threshold.expulsion").guard(WeakensVotes, Threshold.Weaker)
	// VoteDiscipline passes any other form of discipline.
	VoteDiscipline = ratio("vote.threshold.discipline").guard(WeakensVotes, Threshold.Weaker)
	// VoteElection is what a candidate needs, of all summoned.
	VoteElection = ratio("vote.threshold.election").guard(WeakensVotes, Threshold.Weaker)
	// CongressQuorum is the share of those summoned that makes a congress valid.
	CongressQuorum = ratio("vote.congress_quorum").guard(WeakensVotes, Threshold.Weaker)
	// MeetingQuorum is the share of members present for an ordinary meeting. No
	// national rule is known: without a local one there is no answer, and the
	// product only warns at QuorumWarning.
	MeetingQuorum = ratio("meeting.quorum")
	// VoteSecret tells, with FactMatter, whether the vote must be by secret
	// ballot. No answer: the cell chooses.
	VoteSecret = yesNo("vote.secret").guard(WeakensVotes, denies)
	// VoteReserve tells whether a member may reserve a dissenting opinion and
	// report it upward.
	VoteReserve = yesNo("vote.reserve_opinion").guard(WeakensRights, denies)
	// DisciplineAtOnce tells whether a cell's disciplinary vote takes effect when
	// the result is announced.
	DisciplineAtOnce = yesNo("vote.discipline_at_once")
)

// QuorumWarning is the share below which a meeting page warns when the
// organisation has set no MeetingQuorum. It is the product's default, no rule.
var QuorumWarning = Threshold{Num: 2, Den: 3}

// Meetings: packs/meetings.yaml, packs/agendas.yaml, packs/contents.yaml.
var (
	// RegularPerMonth is the number of regular meetings of a cell in a month.
	RegularPerMonth = whole("meeting.regular_per_month", "meetings")
	// CommitteePerMonth is the number of meetings of the committee in a month.
	CommitteePerMonth = whole("meeting.committee_per_month", "meetings")
	// ThematicPerQuarter is the least number of thematic meetings in a quarter.
	ThematicPerQuarter = whole("meeting.thematic_per_quarter", "meetings")
	// ThematicBesides tells whether the thematic meeting is held besides the
	// month's regular one and never replaces it.
	ThematicBesides = yesNo("meeting.thematic_besides_regular")
	// Combining tells when both kinds may share a sitting: "hardship" (only then)
	// or "in_turn" (one part after the other).
	Combining = text("meeting.combining", "hardship", "in_turn")
	// ApartFromOthers tells whether a cell's meeting may not be merged with
	// meetings of other bodies.
	ApartFromOthers = yesNo("meeting.apart_from_others")
	// MinDuration is the least length of a meeting. Ask with FactMeeting, and
	// with FactSitting when both kinds share a sitting. In a small cell the
	// superior sets it by a rule of its own with FactSize.
	MinDuration = whole("meeting.min_duration", "minutes")
	// AttendanceNorm is the share of members present of a good meeting.
	AttendanceNorm = ratio("meeting.attendance_norm")
	// NoUnexcused tells whether a good meeting has nobody absent without reason.
	NoUnexcused = yesNo("meeting.no_unexcused")
	// MaxExcusedRunning is how many times running in a year a member may be
	// excused before it counts against the cell.
	MaxExcusedRunning = whole("meeting.max_excused_running", "meetings")
	// DocumentsAhead is how long before the meeting members must have the papers.
	DocumentsAhead = whole("meeting.documents_ahead", "days")
	// ReportWithin is how soon after the meeting the resolution is posted and the
	// superior informed.
	ReportWithin = whole("meeting.report_within", "days")
	// MinutesKept tells how long minutes are kept: "long_term".
	MinutesKept = text("meeting.minutes_kept", "long_term")
	// Online tells whether meetings may be held online: "pilot" (where allowed as
	// a trial) or "ask" (not known: ask the superior).
	Online = text("meeting.online", "pilot", "ask")
	// Agenda is the order of a meeting; ask with FactMeeting.
	Agenda = agenda("meeting.agenda")
	// Emphases are items that a meeting of such a cell may hold besides its
	// agenda, for reference; ask with FactMeeting and FactCell.
	Emphases = agenda("meeting.emphases")
	// Topics are themes of thematic meetings, for reference; ask with FactCell.
	Topics = codes("meeting.topics")
	// Duties are what is done before and after a meeting; ask with FactMeeting.
	Duties = agenda("meeting.duties")
)

// Papers: packs/formats.yaml.
var (
	// DocumentTypes lists the papers that a cell may issue, code and name.
	DocumentTypes = codes("format.document_types")
	// NumberRun tells over what numbers run on: "type_term", from 01 for each
	// type of paper within a term, not within a year.
	NumberRun = text("format.number_run", "type_term")
	// NumberPattern is the number as printed, with {number} in at least two
	// digits, {type} the code of the paper and {org} that of the issuer.
	NumberPattern = text("format.number_pattern")
	// FormatPreset is the name of the layout.
	FormatPreset = text("format.preset", "HD36", "HD05")
	// SignatureAuthority is the line that says in whose name a paper is signed;
	// ask with FactFor.
	SignatureAuthority = text("format.signature_authority")
	// SignaturePost is the post under it; ask with FactSigner.
	SignaturePost = text("format.signature_post")
	// MinutesLeft and MinutesRight are the labels over the two signatures of
	// minutes.
	MinutesLeft  = text("format.minutes_left")
	MinutesRight = text("format.minutes_right")
	// Seal tells whether a cell's papers carry a seal.
	Seal = yesNo("format.seal")
	// SignForHead tells whether a paper may be signed for the head (K/T).
	SignForHead = yesNo("format.sign_for_head")
)

// Basis is the number of the document that governs a field, for the lines
// "Căn cứ" of papers and for pages that name the rule in force; ask with
// FactTopic. packs/basis.yaml.
var Basis = text("basis")
