package account

import (
	"context"
	"log/slog"
	"strings"
	"time"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

// What can be done with accounts. The administrator sees accounts, never
// records: of a unit's people he sees those who hold a post there.
var (
	List       = access.Declare("account.list", access.For(access.Anywhere, access.Administrator), access.For(access.Below, access.Officer), access.For(access.Here, access.Secretary, access.Deputy))
	Invite     = access.Declare("account.invite", List.Allow...)
	Suspend    = access.Declare("account.suspend", access.For(access.Anywhere, access.Administrator))
	Give       = access.Declare("account.grant", access.For(access.Anywhere, access.Administrator))
	Confirm    = access.Declare("account.confirm", access.For(access.Below, access.Officer), access.For(access.Here, access.Secretary))
	DropFactor = access.Declare("account.drop_factor", access.For(access.Below, access.Officer), access.For(access.Here, access.Secretary, access.Deputy))
	Prepare    = access.Declare("account.prepare", access.For(access.Anywhere, access.Administrator))
	// Those who lead a unit see everybody in it.
	listAll = access.Declare("account.list_all", access.For(access.Here, access.Secretary, access.Deputy))
)

// DeviceLife is how long a device stays known after somebody signed in on it
// and called it his own.
const DeviceLife = 90 * 24 * time.Hour

// Service holds the use cases.
type Service struct {
	db      *db.DB
	orgs    *org.Service
	members *member.Service
	hasher  hasher
	// RelaxSecondFactor lets everybody work without a second factor who has
	// not set one up: for the demo, which says so on every page.
	RelaxSecondFactor bool
	// OnReset lets others tell the person, and those who invite in his unit,
	// that a link to reset his password was made or his second factor removed.
	OnReset func(tx *db.Tx, by access.Actor, person member.ID) error
}

// New makes the use cases over a database.
func New(d *db.DB, orgs *org.Service, members *member.Service) *Service {
	return &Service{db: d, orgs: orgs, members: members, hasher: newHasher()}
}

func (s *Service) note(tx *db.Tx, action string, a record, data any) error {
	return tx.Audit(db.Entry{Action: action, Kind: "account", Subject: string(a.ID), Person: string(a.Person), Data: data})
}

func (s *Service) told(tx *db.Tx, by access.Actor, person member.ID) error {
	if s.OnReset == nil {
		return nil
	}
	return s.OnReset(tx, by, person)
}

// authorise checks that the actor may do the action to a person: at one of
// the units where the person belongs or holds a post today.
func authorise(tx *db.Tx, by access.Actor, action access.Action, person member.ID) error {
	places, err := member.PlacesOf(tx, person)
	if err != nil {
		return err
	}
	var refused error
	for _, p := range append([]access.Place{{Person: string(person), Path: nowhere}}, places...) {
		err := access.Check(by, action, p)
		if err == nil {
			return nil
		}
		if refused == nil || fault.Is(err, fault.Denied) {
			refused = err
		}
	}
	return refused
}

// nowhere is the path of a person who belongs to no unit: those who may act
// anywhere reach him.
const nowhere = "-"

// authoriseOver is authorise for what gives a hold on the account itself. Who
// leads or administers elsewhere is out of reach of those who could not do the
// same there: the secretary of a cell never gets hold of the account of an
// officer above who is a member of that cell.
func authoriseOver(tx *db.Tx, by access.Actor, action access.Action, person member.ID, duties []access.Duty) error {
	if err := authorise(tx, by, action, person); err != nil {
		return err
	}
	for _, d := range duties {
		at := access.Place{Unit: d.Unit, Path: d.Path}
		if d.Role == access.Administrator {
			at.Path = nowhere
		}
		if d.Role.NeedsSecondFactor() && !access.Can(by, action, at) {
			return fault.New(fault.Denied, "account.leads_elsewhere")
		}
	}
	return nil
}

// Who tells who stands behind an account now. An account that may not sign
// in, and a session of an earlier epoch, are a NotFound fault.
func (s *Service) Who(ctx context.Context, by access.Actor, id ID, epoch int) (who Identity, err error) {
	if !by.Trusted() {
		return Identity{}, fault.New(fault.Denied, "ui.denied")
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		a, err := byID(tx, id)
		if err != nil {
			return err
		}
		if a.State != Active || a.Epoch != epoch {
			return db.ErrNone
		}
		who, err = identify(tx, a)
		return err
	})
	who.MustHaveOne = !who.SecondFactor && !s.RelaxSecondFactor && who.Actor().NeedsSecondFactor()
	return who, err
}

// identify reads what a person is today: three small queries, as it runs at
// every request.
func identify(tx *db.Tx, a record) (Identity, error) {
	who := Identity{Account: a.ID, Person: a.Person, Name: a.Name, SecondFactor: a.Secret != "", View: a.View}
	var err error
	if who.Duties, err = dutiesOf(tx, a); err != nil {
		return who, err
	}
	who.Hats = hatsOf(who.Duties)
	return who, nameHats(tx, &who)
}

// dutiesOf gives every role that the account's person holds today.
func dutiesOf(tx *db.Tx, a record) ([]access.Duty, error) {
	duties, err := member.DutiesOf(tx, a.Person)
	if err != nil {
		return nil, err
	}
	granted, err := grantedDuties(tx, a.ID)
	return append(duties, granted...), err
}

func nameHats(tx *db.Tx, who *Identity) error {
	paths, seen := map[string]string{}, map[string]bool{}
	var ask []string
	for _, d := range who.Duties {
		paths[d.Unit] = d.Path
		for _, p := range []string{d.Path, above(d.Path)} {
			if p != "" && !seen[p] {
				seen[p] = true
				ask = append(ask, p)
			}
		}
	}
	places, err := placesNamed(tx, ask)
	if err != nil {
		return err
	}
	names := map[string]string{}
	for _, p := range places {
		names[p.path] = p.name
	}
	for i, h := range who.Hats {
		who.Hats[i].Name, who.Hats[i].Parent = names[paths[h.Unit]], names[above(paths[h.Unit])]
	}
	return nil
}

// above is the path of the unit right above.
func above(path string) string {
	path = strings.TrimSuffix(path, ".")
	return path[:strings.LastIndexByte(path, '.')+1]
}

// Try is what somebody sends to sign in.
type Try struct {
	Username string
	Password string
	Address  string // where it comes from
	Device   string // the secret of a known device, or ""
	Own      bool   // the device is the person's own
}

// Pass opens a session.
type Pass struct {
	Account ID
	Epoch   int
	Device  string // the secret that makes this device known; "" if it is not the person's own
}

// errWrong is the one answer to a sign-in that fails, whatever was wrong.
var errWrong = fault.New(fault.Invalid, "account.wrong")

// SignIn checks username and password. An unknown name, a wrong password and
// a disabled account answer alike and take the same time. After too many
// tries it answers TooMany with the minutes to wait; a device that the
// account's owner used before has its own count (safety S5).
func (s *Service) SignIn(ctx context.Context, by access.Actor, t Try) (Pass, error) {
	username := Username(t.Username)
	a, known, err := s.find(ctx, username, t.Device)
	if err != nil {
		return Pass{}, err
	}
	gates := []gate{accountGate(username), addressGate(t.Address)}
	if known {
		gates = []gate{deviceGate(t.Device)}
	}
	if err := s.enter(ctx, gates...); err != nil {
		return Pass{}, err
	}
	right, err := s.hasher.matches(ctx, a.Password, t.Password)
	if err != nil {
		return Pass{}, err
	}
	if !right || a.State != Active {
		slog.InfoContext(ctx, "sign-in refused", "account", a.ID)
		return Pass{}, errWrong
	}
	if err := s.passed(ctx, gates...); err != nil {
		return Pass{}, err
	}
	return s.open(ctx, a, t, known)
}

// find reads the account of a username; the zero record if there is none.
func (s *Service) find(ctx context.Context, username, device string) (a record, known bool, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		a, err = byUsername(tx, username)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
		known, err = knownDevice(tx, a.ID, device)
		return err
	})
	return a, known, err
}

// open records the sign-in.
func (s *Service) open(ctx context.Context, a record, t Try, known bool) (Pass, error) {
	p := Pass{Account: a.ID}
	if t.Own {
		p.Device = t.Device
		if !known {
			p.Device = db.NewSecret(32)
		}
	}
	self := access.Actor{Kind: access.Human, Account: string(a.ID), Person: string(a.Person)}
	err := s.db.Write(ctx, self, func(tx *db.Tx) error {
		now, err := byID(tx, a.ID)
		if err != nil {
			return err
		}
		if now.State != Active || now.Password != a.Password {
			return errWrong // changed while the password was being checked
		}
		p.Epoch = now.Epoch
		if p.Device != "" && !known {
			if err := insertDevice(tx, a.ID, p.Device); err != nil {
				return err
			}
		}
		return s.note(tx, "account.sign_in", a, nil)
	})
	return p, err
}

// Prefer keeps how a person wants pages to look, as the caller wrote it.
func (s *Service) Prefer(ctx context.Context, by access.Actor, view string) error {
	return s.db.System(ctx, func(tx *db.Tx) error { return putView(tx, ID(by.Account), view) })
}

// FirstRun reports whether nobody has an account yet.
func (s *Service) FirstRun(ctx context.Context, by access.Actor) (first bool, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		some, err := anyAccount(tx)
		first = !some
		return err
	})
	return first, err
}

// Title is the name of the organisation that the installation belongs to, for
// the sign-in page; "" where it serves several trees.
func (s *Service) Title(ctx context.Context, by access.Actor) (title string, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		names, err := rootNames(tx)
		if err == nil && len(names) == 1 {
			title = names[0]
		}
		return err
	})
	return title, err
}
