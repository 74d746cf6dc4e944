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
)
