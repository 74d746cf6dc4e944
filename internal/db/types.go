package db

import (
	"crypto/rand"
	"database/sql/driver"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
	_ "time/tzdata" // the time zone must be there on every machine

	"github.com/google/uuid"

	"chibo/internal/i18n"
)

// Zone is the one time zone of an installation.
var Zone = func() *time.Location {
	z, err := time.LoadLocation("Asia/Ho_Chi_Minh")
	if err != nil {
		panic(err)
	}
	return z
}()

// Date is a calendar date, "YYYY-MM-DD"; a person's may be only "YYYY-MM" or
// "YYYY". "" is no date. Dates compare as text.
type Date string

// DateOf gives the date of an instant in the installation's zone.
func DateOf(t time.Time) Date { return Date(t.In(Zone).Format(time.DateOnly)) }

// ParseDate reads an ISO date, whole or partial, and refuses dates that no
// calendar has.
func ParseDate(s string) (Date, bool) {
	for _, layout := range []string{time.DateOnly, "2006-01", "2006"} {
		if len(s) == len(layout) {
			_, err := time.Parse(layout, s)
			return Date(s), err == nil
		}
	}
	return "", false
}

// Whole reports whether day, month and year are known.
func (d Date) Whole() bool { return len(d) == len(time.DateOnly) }

// IsDay reports whether it is a whole date that the calendar has.
func (d Date) IsDay() bool {
	_, ok := ParseDate(string(d))
	return ok && d.Whole()
}

// IsMonth reports whether it is a month of a year, without a day.
func (d Date) IsMonth() bool {
	_, ok := ParseDate(string(d))
	return ok && len(d) == len("2006-01")
}

// Month is the month in which the date lies, YYYY-MM; "" where it names none.
func (d Date) Month() Date {
	if len(d) < len("2006-01") {
		return ""
	}
	return d[:len("2006-01")]
}

// Time gives the start of the date in the installation's zone; a partial date
// starts its year or month. The zero time for no date.
func (d Date) Time() time.Time {
	for _, layout := range []string{time.DateOnly, "2006-01", "2006"} {
		if len(d) == len(layout) {
			t, err := time.ParseInLocation(layout, string(d), Zone)
			if err == nil {
				return t
			}
		}
	}
	return time.Time{}
}

// Year is the year, or 0.
func (d Date) Year() int {
	if d == "" {
		return 0
	}
	return d.Time().Year()
}

// AddDays moves a whole date.
func (d Date) AddDays(n int) Date { return DateOf(d.Time().AddDate(0, 0, n)) }

// AddMonths moves a whole date by months, to the month's last day where the
// day does not exist there.
func (d Date) AddMonths(n int) Date {
	t := d.Time()
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, Zone)
	last := first.AddDate(0, 1, -1).Day()
	return DateOf(first.AddDate(0, 0, min(t.Day(), last)-1))
}

// Local writes the date as a Vietnamese office does: 25/05/2026.
func (d Date) Local(i18n.Lang) string { return i18n.Short(string(d)) }

// Scan reads a column; NULL is no date.
func (d *Date) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*d = ""
	case string:
		*d = Date(v)
	case []byte:
		*d = Date(v)
	default:
		return fmt.Errorf("db: a date column holds %T", src)
	}
	return nil
}

// Value stores the date as text, no date as NULL.
func (d Date) Value() (driver.Value, error) {
	if d == "" {
		return nil, nil
	}
	return string(d), nil
}

// Time is an instant, stored as microseconds UTC.
type Time struct{ time.Time }

// At rounds an instant to what the database can hold.
func At(t time.Time) Time { return Time{t.In(Zone).Truncate(time.Microsecond)} }

// Date is the date in the installation's zone.
func (t Time) Date() Date {
	if t.IsZero() {
		return ""
	}
	return DateOf(t.Time)
}

// Local writes the instant as 14:05, 25/05/2026.
func (t Time) Local(i18n.Lang) string {
	if t.IsZero() {
		return ""
	}
	return t.In(Zone).Format("15:04, 02/01/2006")
}

// Scan reads a column; NULL is the zero time.
func (t *Time) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*t = Time{}
	case int64:
		*t = At(time.UnixMicro(v))
	default:
		return fmt.Errorf("db: an instant column holds %T", src)
	}
	return nil
}

// Value stores the instant, the zero time as NULL.
func (t Time) Value() (driver.Value, error) {
	if t.IsZero() {
		return nil, nil
	}
	return t.UnixMicro(), nil
}

// Bool is stored as 0 or 1 on both engines.
type Bool bool

// Scan reads a column.
func (b *Bool) Scan(src any) error {
	v, ok := src.(int64)
	if !ok {
		return fmt.Errorf("db: a yes/no column holds %T", src)
	}
	*b = v != 0
	return nil
}

// Value stores yes as 1.
func (b Bool) Value() (driver.Value, error) {
	if b {
		return int64(1), nil
	}
	return int64(0), nil
}

// Text scans a column that may be NULL into a string; NULL is "".
type Text struct{ To *string }

// Scan reads the column.
func (t Text) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*t.To = ""
	case string:
		*t.To = v
	case []byte:
		*t.To = string(v)
	default:
		return fmt.Errorf("db: a text column holds %T", src)
	}
	return nil
}

// Null stores an empty text as NULL, for columns that refer to a row.
func Null[T ~string](s T) any {
	if s == "" {
		return nil
	}
	return string(s)
}

// NewID makes an id that sorts by time (UUIDv7).
func NewID() string {
	id, err := uuid.NewV7()
	if err != nil {
		panic(err) // the machine has no randomness: nothing safe can follow
	}
	return id.String()
}

// NewSecret makes n random bytes as hex, for links, keys and salts.
func NewSecret(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails since Go 1.24
	return hex.EncodeToString(b)
}

// In expands a list of values into placeholders starting at $next.
func In(next int, n int) string {
	ps := make([]string, n)
	for i := range ps {
		ps[i] = fmt.Sprintf("$%d", next+i)
	}
	return strings.Join(ps, ", ")
}
