// Package app puts chibo together: the ordered list of capabilities, the
// hooks between them, and the handler.
package app

import (
	"context"
	"errors"
	"net/http"
	"os"
	"slices"
	"time"

	"chibo/internal/access"
	"chibo/internal/account"
	accountweb "chibo/internal/account/web"
	"chibo/internal/admission"
	admissiondeed "chibo/internal/admission/deed"
	admissiondeedweb "chibo/internal/admission/deed/web"
	admissionweb "chibo/internal/admission/web"
	"chibo/internal/audit"
	"chibo/internal/ballot"
	ballotweb "chibo/internal/ballot/web"
	"chibo/internal/bulletin"
	bulletinweb "chibo/internal/bulletin/web"
	"chibo/internal/campaign"
	"chibo/internal/campaign/conduct"
	conductweb "chibo/internal/campaign/conduct/web"
	"chibo/internal/campaign/contest"
	contestweb "chibo/internal/campaign/contest/web"
	"chibo/internal/campaign/library"
	libraryweb "chibo/internal/campaign/library/web"
	"chibo/internal/campaign/review"
	reviewweb "chibo/internal/campaign/review/web"
	"chibo/internal/campaign/step"
	stepweb "chibo/internal/campaign/step/web"
	campaignweb "chibo/internal/campaign/web"
	"chibo/internal/commendation"
	commendationweb "chibo/internal/commendation/web"
	"chibo/internal/commitment"
	commitmentweb "chibo/internal/commitment/web"
	"chibo/internal/consultation"
	consultationweb "chibo/internal/consultation/web"
	"chibo/internal/db"
	"chibo/internal/directive"
	directiveweb "chibo/internal/directive/web"
	"chibo/internal/document"
	"chibo/internal/document/chapter"
	chapterweb "chibo/internal/document/chapter/web"
	documentweb "chibo/internal/document/web"
	"chibo/internal/evaluation"
	evaluationweb "chibo/internal/evaluation/web"
	"chibo/internal/feedback"
	feedbackweb "chibo/internal/feedback/web"
	"chibo/internal/figure"
	homeweb "chibo/internal/home/web"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/meeting/amend"
	amendweb "chibo/internal/meeting/amend/web"
	"chibo/internal/meeting/calendar"
	calendarweb "chibo/internal/meeting/calendar/web"
	"chibo/internal/meeting/carry"
	carryweb "chibo/internal/meeting/carry/web"
	"chibo/internal/meeting/deed"
	"chibo/internal/meeting/exchange"
	exchangeweb "chibo/internal/meeting/exchange/web"
	"chibo/internal/meeting/floor"
	"chibo/internal/meeting/month"
	"chibo/internal/meeting/named"
	namedweb "chibo/internal/meeting/named/web"
	"chibo/internal/meeting/theme"
	themeweb "chibo/internal/meeting/theme/web"
	meetingweb "chibo/internal/meeting/web"
	"chibo/internal/meeting/year"
	"chibo/internal/member"
	memberweb "chibo/internal/member/web"
	"chibo/internal/mobilisation"
	mobilisationweb "chibo/internal/mobilisation/web"
	"chibo/internal/movement"
	movementweb "chibo/internal/movement/web"
	"chibo/internal/notify"
	"chibo/internal/notify/smtp"
	notifyweb "chibo/internal/notify/web"
	"chibo/internal/org"
	orgweb "chibo/internal/org/web"
	"chibo/internal/periodic"
	"chibo/internal/periodic/table"
	tableweb "chibo/internal/periodic/table/web"
	periodicweb "chibo/internal/periodic/web"
	"chibo/internal/poll"
	pollweb "chibo/internal/poll/web"
	"chibo/internal/privacy"
	privacyweb "chibo/internal/privacy/web"
	"chibo/internal/quality"
	qualityweb "chibo/internal/quality/web"
	"chibo/internal/reflection"
	reflectionweb "chibo/internal/reflection/web"
	"chibo/internal/server"
	"chibo/internal/stats"
	statsweb "chibo/internal/stats/web"
	"chibo/internal/target"
	targetweb "chibo/internal/target/web"
	"chibo/internal/task"
	taskweb "chibo/internal/task/web"
	"chibo/internal/topic"
	topicweb "chibo/internal/topic/web"
	"chibo/internal/vote"
	"chibo/internal/welfare"
	welfareweb "chibo/internal/welfare/web"
)

// Options say where the state lives and how the installation is reached.
type Options struct {
	Dir    string // data folder
	URL    string // postgres://… ; "" means SQLite in Dir
	Clock  func() time.Time
	Secure bool     // reached by HTTPS
	Notes  []Notice // banners on every page
	// NoSecondFactor lets everyone in with a password alone: the demo.
	NoSecondFactor bool
	MaxPages       int // see db.Options
	// Mail names the mail server; nil sends nothing outside.
	Mail *smtp.Client
	// Idle leaves undone what comes by itself with time, as reminders do: for a
	// command that ends at once.
	Idle bool
	// Address is where people reach the installation, for mails and calendars:
	// https://host; "" is not known.
	Address string
}

// App is a running chibo without its listener.
type App struct {
	DB          *db.DB
	Audit       *audit.Log
	Orgs        *org.Service
	Members     *member.Service
	Accounts    *account.Service
	Documents   *document.Service
	Chapters    *chapter.Service
	Notices     *notify.Service
	Directives  *directive.Service
	Tasks       *task.Service
	Targets     *target.Service
	Votes       *vote.Service
	Meetings    *meeting.Service
	Deeds       *deed.Service
	Amends      *amend.Service
	Calendars   *calendar.Service
	Carries     *carry.Service
	Months      *month.Service
	Years       *year.Service
	Exchanges   *exchange.Service
	Floors      *floor.Service
	Named       *named.Service
	Themes      *theme.Service
	Ballots     *ballot.Service
	Polls       *poll.Service
	Qualities   *quality.Service
	Topics      *topic.Service
	Commitments *commitment.Service
	Steps       *step.Service
	Library     *library.Service
	Reflections *reflection.Service
	Feedback    *feedback.Service
	Conducts    *conduct.Service
	Contests    *contest.Service
	Welfare     *welfare.Service
	Movements   *movement.Service
	Admissions  *admission.Service
	Dossiers    *admissiondeed.Service
	Evaluations *evaluation.Service
	Awards      *commendation.Service
	Campaigns   *campaign.Service
	Reviews     *review.Service
	Mobilising  *mobilisation.Service
	Stats       *stats.Service
	Bulletin    *bulletin.Service
	Periodics   *periodic.Service
	Tables      *table.Service
	Privacy     *privacy.Service
	Server      *server.Server
	stop        func()

	Consultations *consultation.Service
}

// Open opens the state and puts everything together.
func Open(ctx context.Context, o Options) (*App, error) {
	if err := os.MkdirAll(o.Dir, 0o700); err != nil {
		return nil, err
	}
	d, err := db.Open(ctx, db.Options{Dir: o.Dir, URL: o.URL, Clock: o.Clock, MaxPages: o.MaxPages})
	if err != nil {
		return nil, err
	}
	a := &App{DB: d, Audit: audit.New(d)}
	if err := a.build(o); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	work := context.WithoutCancel(ctx)
	stops := []func(){a.Audit.Start(work), figure.NewFolder(d).Start(work), a.send(work)}
	if !o.Idle {
		stops = append(stops, a.chores(work))
	}
	a.stop = func() {
		for _, stop := range slices.Backward(stops) {
			stop()
		}
	}
	return a, nil
}

// send starts what sends mail, where a mail server is named.
func (a *App) send(ctx context.Context) (stop func()) {
	if a.Notices.Post == nil {
		return func() {}
	}
	return notify.NewSender(a.Notices).Start(ctx)
}

// build makes the use cases.
func (a *App) build(o Options) error {
	d := a.DB
	a.Orgs = org.New(d)
	a.Members = member.New(d)
	a.Accounts = account.New(d, a.Orgs, a.Members)
	a.Accounts.RelaxSecondFactor = o.NoSecondFactor
	a.Documents = document.New(d, o.Dir)
	a.Chapters = chapter.New(d, a.Documents)
	a.Notices = notify.New(d, a.Members, a.Accounts)
	a.Notices.Post, a.Notices.Address = o.Mail, o.Address
	a.Directives = directive.New(d, a.Documents)
	a.Tasks = task.NewService(d)
	a.Targets = target.New(d)
	a.Votes = vote.New()
	a.Meetings = meeting.New(d, a.Documents, a.Tasks, a.Votes)
	a.Deeds = deed.New(d, a.Meetings, a.Documents)
	a.Amends = amend.New(d, a.Meetings, a.Deeds)
	a.Calendars = calendar.New(d, a.Meetings)
	a.Carries = carry.New(d, a.Meetings)
	a.Months = month.New(d, a.Meetings)
	a.Years = year.New(d, a.Meetings)
	a.Exchanges = exchange.New(d, a.Tasks, a.Documents)
	a.Floors = floor.New(d, a.Meetings)
	a.Named = named.New(d, a.Meetings)
	a.Themes = theme.New(d, a.Meetings)
	a.Ballots = ballot.New(d, a.Meetings, a.Votes)
	a.Polls = poll.New(d, a.Meetings)
	a.Qualities = quality.New(d, a.Meetings, a.Deeds, a.Votes)
	a.Topics = topic.New(d, a.Meetings, a.Documents)
	a.Commitments = commitment.New(d)
	a.Steps = step.New(d, a.Commitments)
	a.Reflections = reflection.New(d, a.Meetings, a.Commitments, a.Documents)
	a.Movements = movement.New(d, a.Members)
	a.Admissions = admission.New(d, a.Members, a.Documents, a.Votes, a.Meetings)
	a.Dossiers = admissiondeed.New(d, a.Admissions)
	a.Evaluations = evaluation.New(d, a.Votes)
	a.Awards = commendation.New(d)
	a.Campaigns = campaign.New(d, a.Documents)
	a.Library = library.New(d, a.Documents)
	a.Reviews = review.New(d)
	a.Mobilising = mobilisation.New(d)
	a.Consultations = consultation.New(d, a.Documents)
	a.Feedback = feedback.New(d)
	a.Conducts = conduct.New(d)
	a.Contests = contest.New(d, a.Documents)
	a.Welfare = welfare.New(d)
	a.Bulletin = bulletin.New(d, a.Documents)
	a.Stats = stats.New(d)
	a.Periodics = periodic.New(d, a.Targets)
	a.Tables = table.New(d)
	a.Privacy = privacy.New(d, a.Audit)
	a.hook()
	return a.serve(o)
}

// serve makes the handler: the pages of the capabilities, in their order.
func (a *App) serve(o Options) (err error) {
	d, door := a.DB, accountweb.NewDoor(a.Accounts)
	a.Server, err = server.New(server.Config{
		DB: d, Gatekeeper: door, Sessions: account.NewSessions(d), FirstRun: door.FirstRun, Home: homeweb.Path,
		Secure: o.Secure, Banners: banners(o.Notes), Unread: a.Notices.Unread, Asks: a.asks,
		Capabilities: []server.Capability{
			orgweb.Capability(a.Orgs),
			memberweb.Capability(a.Members),
			accountweb.Capability(a.Accounts),
			documentweb.Capability(a.Documents),
			chapterweb.Capability(a.Chapters),
			notifyweb.Capability(a.Notices),
			directiveweb.Capability(a.Directives, a.Tasks, a.Meetings),
			taskweb.Capability(a.Tasks),
			targetweb.Capability(a.Targets),
			amendweb.Capability(a.Amends, a.Deeds),
			carryweb.Capability(a.Carries),
			meetingweb.Capability(a.Meetings, a.Deeds, a.Years, a.Floors, a.Carries, a.Exchanges, a.Named),
			namedweb.Capability(a.Named),
			themeweb.Capability(a.Themes),
			exchangeweb.Capability(a.Exchanges),
			calendarweb.Capability(a.Calendars),
			ballotweb.Capability(a.Ballots),
			pollweb.Capability(a.Polls),
			qualityweb.Capability(a.Qualities),
			topicweb.Capability(a.Topics),
			commitmentweb.Capability(a.Commitments),
			stepweb.Capability(a.Steps),
			libraryweb.Capability(a.Library),
			reflectionweb.Capability(a.Reflections),
			consultationweb.Capability(a.Consultations),
			feedbackweb.Capability(a.Feedback),
			conductweb.Capability(a.Conducts),
			contestweb.Capability(a.Contests),
			welfareweb.Capability(a.Welfare),
			movementweb.Capability(a.Movements),
			admissionweb.Capability(a.Admissions),
			admissiondeedweb.Capability(a.Dossiers),
			evaluationweb.Capability(a.Evaluations),
			commendationweb.Capability(a.Awards),
			campaignweb.Capability(a.Campaigns, a.Directives, a.Steps),
			reviewweb.Capability(a.Reviews),
			mobilisationweb.Capability(a.Mobilising),
			bulletinweb.Capability(a.Bulletin),
			statsweb.Capability(a.Stats),
			periodicweb.Capability(a.Periodics),
			tableweb.Capability(a.Tables),
			privacyweb.Capability(a.Privacy),
			homeweb.Capability(homeweb.Services{
				DB: d, Orgs: a.Orgs, Members: a.Members, Accounts: a.Accounts, Documents: a.Documents,
				Notices: a.Notices, Directives: a.Directives, Tasks: a.Tasks, Months: a.Months,
				Pledges: a.Commitments, Reports: a.Reflections, Scores: a.Qualities, Reviews: a.Evaluations, Periodics: a.Periodics,
			}),
		},
	})
	if err == nil {
		a.Notices.Words = func(key string, args ...any) string { return a.Server.Catalog().Text(i18n.Vi, key, args...) }
	}
	return err
}

// hook lets capabilities that stand earlier in the list call those after.
func (a *App) hook() {
	a.Members.OnRead = a.Audit.Read
	a.Members.Gate = document.CheckText
	a.Members.Mergers = a.mergers()
	a.Members.Counters = []func(*db.Tx, int, ...member.ID) ([]figure.Delta, error){commendation.CountOf, step.CountOf, library.CountOf}
	a.hookTasks()
	a.Topics.Notices = a.Notices
	a.Commitments.Notices, a.Commitments.OnAct, a.Commitments.Themes = a.Notices, a.Steps.PledgedTx, a.Steps.PledgeableTx
	a.Steps.Notices, a.Library.OnRead = a.Notices, a.Steps.StudiedTx
	a.Exchanges.Notices = a.Notices
	a.Deeds.Score, a.Qualities.Notices = a.Qualities.InWords, a.Notices
	a.Qualities.Above = func(tx *db.Tx, u org.Unit) ([]member.ID, error) { return account.OfficersAbove(tx, u.Path) }
	a.hookReflections()
	a.Movements.Notices, a.Movements.OnDeath, a.Movements.OnRead = a.Notices, a.Accounts.CloseTx, a.Audit.Read
	a.Admissions.Notices, a.Admissions.Book, a.Admissions.OnRead = a.Notices, org.BookOf, a.Audit.Read
	a.Dossiers.OnRead = a.Audit.Read
	a.Evaluations.Notices, a.Evaluations.OnRead = a.Notices, a.Audit.Read
	a.Mobilising.Notices, a.Reviews.Notices, a.Reviews.Voices = a.Notices, a.Notices, voicesOf
	a.Evaluations.Above = func(tx *db.Tx, u org.Unit) ([]member.ID, error) { return account.OfficersAbove(tx, u.Path) }
	a.Awards.Rated = evaluation.Rated
	a.Awards.Notices, a.Periodics.Notices, a.Tables.Notices = a.Notices, a.Notices, a.Notices
	a.Feedback.Notices, a.Feedback.Meetings = a.Notices, a.Meetings
	a.Consultations.Notices, a.Consultations.Meetings = a.Notices, a.Meetings
	a.Contests.Notices, a.Contests.Accounts = a.Notices, account.ActiveAmong
	a.Welfare.Notices, a.Welfare.OnRead = a.Notices, a.Audit.Read
	a.Welfare.Officers = func(tx *db.Tx, u org.Unit) ([]member.ID, error) { return account.OfficersAbove(tx, u.Path+"0.") } // of u too
	a.Privacy.Notices, a.Privacy.Erasers = a.Notices, a.erasers()
	a.Privacy.Officers = func(tx *db.Tx, u org.Unit) ([]member.ID, error) { return account.OfficersAbove(tx, u.Path+"0.") } // of u too
	a.Bulletin.Notices, a.Bulletin.Meetings, a.Bulletin.Sources = a.Notices, a.Meetings, bulletinSources()
	a.hookTree()
	a.hookCampaigns()
	a.Votes.Book, a.Meetings.Book = org.BookOf, org.BookOf
	a.Meetings.Notices, a.Meetings.Directives = a.Notices, a.Directives
	a.Calendars.Notices, a.Meetings.OnMove = a.Notices, a.Calendars.MovedTx
	a.hookTargets()
	a.Meetings.Unsettled, a.Deeds.Ballots = unsettled, ballot.Results
	a.Meetings.Asking = poll.Running
	a.Deeds.Notices = a.Notices
	a.Accounts.OnReset = a.tellReset
	a.Notices.Calendar = func(tx *db.Tx, person member.ID) ([]notify.Event, error) {
		return a.Meetings.Events(tx, access.System, person)
	}
	a.Directives.OnSend, a.Directives.OnWithdraw = a.tellReceivers, a.tellWithdrawn
}

// unsettled refuses to end a meeting while a vote of it is under way, on paper or
// by name.
func unsettled(tx *db.Tx, m meeting.Meeting) error {
	if err := ballot.Unsettled(tx, m); err != nil {
		return err
	}
	return named.Unsettled(tx, m)
}

// Handler answers every request.
func (a *App) Handler() http.Handler { return a.Server }

// Close ends background work and closes the state.
func (a *App) Close() error {
	a.Server.EndStreams()
	a.stop()
	return a.DB.Close()
}
