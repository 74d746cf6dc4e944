package notify

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/org"
)

// ID names a notice.
type ID string

// Mail is the kind of message that leaves the installation with a notice. Its
// words depend on nothing else.
type Mail string

// The kinds of mail.
const (
	NoMail   Mail = ""
	News     Mail = "news"     // something new waits
	Deadline Mail = "deadline" // something has a term that comes near or is over
	Schedule Mail = "schedule" // an event, in words and as a calendar file
)

// Event is a time in a calendar, and nothing of what it is for.
type Event struct {
	// UID stays the same for all notices of one event. It is seen outside, so
	// it is opaque.
	UID string
	// Sequence grows with every change of the event: calendars replace the
	// earlier entry by the later one. It is 0 at first.
	Sequence   int
	Start, End db.Time
	Cancelled  bool
}

// Notice is what one person is told.
type Notice struct {
	Person member.ID
	// Unit is what the notice is about: who has left it sees the notice no
	// longer. "" is about the person's own account alone.
	Unit org.ID
	// Key is the text key of the sentence, Args what stands in it: texts, whole
	// numbers and dates. No names of persons: they could not be erased there.
	Key  string
	Args []any
	// Link is the path of the page that the notice leads to.
	Link string
	// Once, if not "", drops a second notice of the same person with the same
	// Once without a word.
	Once string
	Mail Mail
	// Event belongs to a Schedule, and to nothing else.
	Event *Event
}

// check refuses a notice that its caller put together wrongly: that is a fault
// of the program, not of who uses it.
func (n Notice) check() error {
	switch {
	case n.Person == "" || n.Key == "":
		return fmt.Errorf("notify: a notice needs a person and a text: %q", n.Key)
	case !strings.HasPrefix(n.Link, "/") || strings.HasPrefix(n.Link, "//"):
		return fmt.Errorf("notify: %s: the link %q is no path of this installation", n.Key, n.Link)
	case (n.Mail == Schedule) != (n.Event != nil):
		return fmt.Errorf("notify: %s: an event belongs to a schedule, and a schedule has one", n.Key)
	case n.Event != nil && (n.Event.UID == "" || n.Event.Start.IsZero() || n.Event.End.Before(n.Event.Start.Time)):
		return fmt.Errorf("notify: %s: the event has no identity or no time", n.Key)
	}
	return nil
}

// encode writes arguments as a JSON list.
func encode(args []any) (string, error) {
	plain := make([]any, len(args))
	for i, a := range args {
		switch v := a.(type) {
		case string, int:
			plain[i] = v
		case db.Date:
			plain[i] = v.Local("")
		default:
			return "", fmt.Errorf("notify: an argument is %T; texts, whole numbers and dates can be kept", a)
		}
	}
	b, err := json.Marshal(plain)
	return string(b), err
}

// decode reads what encode wrote.
func decode(text string) ([]any, error) {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var args []any
	if err := d.Decode(&args); err != nil {
		return nil, err
	}
	for i, a := range args {
		if n, ok := a.(json.Number); ok {
			whole, err := n.Int64()
			if err != nil {
				return nil, err
			}
			args[i] = int(whole)
		}
	}
	return args, nil
}

// Neutral says when an event is, and nothing of what it is for: the key of the
// sentence and what stands in it. It is what mails say, and what may be copied
// into any other channel. moved says that another time was told before.
func Neutral(e Event, moved bool) (key string, args []any) {
	at := e.Start.In(db.Zone)
	args = []any{at.Format("15:04"), at.Format("02/01")}
	switch {
	case e.Cancelled:
		return "notify.neutral_cancelled", args
	case moved:
		return "notify.neutral_moved", args
	}
	return "notify.neutral_new", args
}

// How long a mail is tried.
const (
	firstPause = time.Minute
	longPause  = time.Hour
	giveUp     = 3 * 24 * time.Hour
)

// pause is how long to wait after so many tries, of which there was at least
// one: a minute, then twice as long each time, at most an hour.
func pause(tries int) time.Duration {
	if tries > 6 { // 2⁶ minutes are over an hour, and a shift must not overflow
		return longPause
	}
	return min(firstPause<<(max(tries, 1)-1), longPause)
}
