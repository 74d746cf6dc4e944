package rulebook

// The calendar of public offices: packs/holidays.yaml. Deadlines that the rules
// give in working days are counted by [Book.WorkdaysAfter].
var (
	// Holidays are the days off of a year besides Saturdays and Sundays: public
	// holidays, the days off in their stead, and days exchanged for a Saturday.
	// There is one rule for each year; a year without one is not known.
	Holidays = monthDays("calendar.holidays")
	// MakeUpDays are the Saturdays and Sundays of a year on which offices work,
	// in exchange for a day off. A year without such days has no rule.
	MakeUpDays = monthDays("calendar.make_up_days")
)

// Admission to the Party and recognition: packs/admission.yaml. The shares of
// votes are [VoteAdmission], [VoteRecognition] and [VoteAdmissionCommittee].
var (
	// AdmissionForms lists the papers of a dossier from the awareness class to
	// the recognition, in the order in which they arise: number and title.
	AdmissionForms = codes("admission.forms")
	// AdmissionAgeMin is the least age at the cell's vote.
	AdmissionAgeMin = whole("admission.age_min", "years").guard(WeakensRights, above)
	// AdmissionAgeMax is the greatest age at the cell's vote; an older person is
	// an exception that the superior decides on.
	AdmissionAgeMax = whole("admission.age_max", "years").guard(WeakensRights, below)
	// AdmissionCertificateMonths is how long the certificate of the awareness
	// class holds, from its day of issue.
	AdmissionCertificateMonths = whole("admission.certificate_months", "months")
	// AdmissionNoteMonths is how often a mentor writes down how the person he
	// helps comes along.
	AdmissionNoteMonths = whole("admission.note_months", "months")
	// AdmissionDecisionDays is how long the superior has to decide.
	AdmissionDecisionDays = whole("admission.decision_days", "workdays")
	// AdmissionCeremonyDays is how soon after the decision the cell admits.
	AdmissionCeremonyDays = whole("admission.ceremony_days", "workdays")
	// AdmissionProbationMonths is the probation, from the day of the ceremony.
	AdmissionProbationMonths = whole("admission.probation_months", "months").guard(WeakensRights, above)
	// AdmissionRecognitionDays is how soon after the probation the cell votes on
	// recognition.
	AdmissionRecognitionDays = whole("admission.recognition_days", "workdays")
	// AdmissionReadmitMonths is how long after leaving the Party a person may be
	// considered again.
	AdmissionReadmitMonths = whole("admission.readmit_months", "months")
	// AdmissionCadre tells whether a cell notes that it proposed somebody for the
	// planning or training of cadres. No national rule says so: it is off unless
	// the organisation turns it on.
	AdmissionCadre = yesNo("admission.cadre")
)

// Transfers, removal, badge and fee: packs/movement.yaml.
var (
	// TransferStartDays is how soon a member asks for his transfer, from the
	// decision or the move that causes it.
	TransferStartDays = whole("movement.transfer_start_days", "workdays")
	// TransferPresentDays is how soon he presents the letter of introduction,
	// from the day on which it is issued.
	TransferPresentDays = whole("movement.transfer_present_days", "workdays")
	// TransferTemporaryMin is the least length of a temporary transfer.
	TransferTemporaryMin = whole("movement.transfer_temporary_min", "months")
	// TransferTemporaryMax is the length that a temporary transfer does not
	// exceed; ask with [FactStay].
	TransferTemporaryMax = whole("movement.transfer_temporary_max", "months")
	// RemovalAfterMonths is how many months of a year without attendance, or
	// without the fee, and without a reason let the cell consider removal.
	RemovalAfterMonths = whole("movement.removal_after_months", "months").guard(WeakensRights, below)
	// BadgeYears are the years of party age that are honoured with a badge.
	BadgeYears = numbers("movement.badge_years", "years")
	// BadgeRounds are the days of a year on which badges are presented.
	BadgeRounds = monthDays("movement.badge_rounds")
	// FeeBase is what the monthly fee of a payer is a share of; ask with
	// [FactPayer]. No answer: the fee is no share.
	FeeBase = text("movement.fee_base", "insured_wage", "allowance", "pension", "regional_minimum")
	// FeeShare is that share, in thousandths (10 is 1 %); ask with [FactPayer].
	FeeShare = whole("movement.fee_share", "permille")
	// FeeAmount is the monthly fee of a payer who pays a fixed sum; ask with
	// [FactPayer].
	FeeAmount = whole("movement.fee_amount", "dong")
	// FeeComputed tells whether an organisation has amounts computed at all. No
	// national rule says so: it is off unless the organisation turns it on.
	FeeComputed = yesNo("movement.fee_computed")
	// FeeExemptYears is the party age from which a member pays no fee.
	FeeExemptYears = whole("movement.fee_exempt_years", "years")
	// FeeReliefMonths is the longest time for which a member in hardship is
	// exempted from the fee, or pays less, at one time.
	FeeReliefMonths = whole("movement.fee_relief_months", "months")
)

// Commendation: packs/commendation.yaml.
var (
	// CommendationForms lists what an organisation may award; ask with
	// [FactLevel].
	CommendationForms = codes("commendation.forms")
	// CommendationStreakYears is how many yearly certificates in a row let the
	// base propose the award for outstanding years in succession.
	CommendationStreakYears = whole("commendation.streak_years", "years")
)

// Year-end review: packs/evaluation.yaml.
var (
	// EvaluationLevels lists the levels of members and organisations, best first.
	EvaluationLevels = codes("evaluation.levels", "excellent", "good", "completed", "not_completed")
	// EvaluationScore is the least score out of 100 for a level; ask with
	// [FactGrade]. The lowest level has none.
	EvaluationScore = whole("evaluation.score", "points")
	// EvaluationCommonPoints is how many of the 100 points the common criteria
	// give; the results of the tasks give the rest.
	EvaluationCommonPoints = whole("evaluation.common_points", "points")
	// EvaluationBeyond is how many percent of the tasks must go beyond what was
	// required for the best level.
	EvaluationBeyond = whole("evaluation.beyond", "percent")
	// EvaluationLate is how many percent of the tasks may be late for the level
	// "completed".
	EvaluationLate = whole("evaluation.late", "percent")
	// EvaluationCapBase tells of whom [EvaluationCap] is a share: of those rated
	// "good", or of all who are rated.
	EvaluationCapBase = text("evaluation.cap_base", "good", "all")
	// EvaluationCap is how many percent of them a base organisation may rate
	// "excellent".
	EvaluationCap = whole("evaluation.cap", "percent")
)

// What people ask about their own data: packs/privacy.yaml.
var (
	// PrivacyRespondDays is how soon the request is taken up, with words on how it
	// goes on, from the day on which it comes in.
	PrivacyRespondDays = whole("privacy.respond_days", "workdays").guard(WeakensRights, above)
	// PrivacyFulfilDays is how soon it is fulfilled or refused, from the same day;
	// ask with [FactRequest].
	PrivacyFulfilDays = whole("privacy.fulfil_days", "days").guard(WeakensRights, above)
)

// Periodic reports: packs/periodic.yaml.
var (
	// PeriodicDueDays is how many days after the end of its period a report is sent
	// up at the latest; ask with [FactPeriod].
	PeriodicDueDays = whole("periodic.due_days", "days")
)

// Feedback of the public. No national rule says how soon a cell has it answered: an
// organisation sets its own.
var (
	// FeedbackAnswerDays is how soon what the public said is answered, from the day
	// on which it came in. No answer: whoever has it answered says by when.
	FeedbackAnswerDays = whole("feedback.answer_days", "workdays")
)
