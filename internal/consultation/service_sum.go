package consultation

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
)

// ClusterID names a cluster.
type ClusterID string

// Stance is what the unit makes of what was said.
type Stance string

// The stances.
const (
	Accepted Stance = "accepted"
	Partly   Stance = "partly"
	Declined Stance = "declined"
)

// Stances lists them as pages show them.
var Stances = []Stance{Accepted, Partly, Declined}

// Cluster is what several people said that belongs together, and the answer to it.
type Cluster struct {
	ID       ClusterID
	Title    string
	Stance   Stance // "" while it is not answered
	Response string
	N        int // how many said it
	Version  int
}

// ClusterForm is what is typed of a cluster; stance and response may come later, but
// come together.
type ClusterForm struct {
	Title    string
	Stance   Stance
	Response string
}

func (f *ClusterForm) check() error {
	var faults fault.Form
	f.Title, f.Response = i18n.Line(f.Title), i18n.Clean(f.Response)
	needs(&faults, "title", "consultation.cluster_missing", f.Title, titleMax)
	fits(&faults, "response", f.Response, wordsMax)
	switch {
	case f.Stance != "" && !slices.Contains(Stances, f.Stance), f.Stance == "" && f.Response != "":
		faults.Add("stance", "consultation.stance_missing")
	case f.Stance != "" && f.Response == "":
		faults.Add("response", "consultation.words_missing")
	}
	return faults.Err()
}

// gathering reads a matter whose answers are being put together.
func gathering(tx *db.Tx, by access.Actor, id ID) (Matter, error) {
	m, _, err := admit(tx, by, Lead, id)
	if err == nil && m.State != Closed {
		err = fault.New(fault.Invalid, "consultation.not_now")
	}
	return m, err
}

// Gather adds a cluster to a matter that is closed. Faults name the fields of
// ClusterForm.
func (s *Service) Gather(ctx context.Context, by access.Actor, id ID, f ClusterForm) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, err := gathering(tx, by, id)
		if err != nil {
			return err
		}
		all, err := clustersOf(tx, id)
		if err != nil {
			return err
		}
		if len(all) >= clustersMax {
			return fault.At("title", "consultation.clusters_many", clustersMax)
		}
		if err := f.check(); err != nil {
			return err
		}
		if err := insertCluster(tx, id, Cluster{ID: ClusterID(db.NewID()), Title: f.Title, Stance: f.Stance, Response: f.Response}); err != nil {
			return err
		}
		return m.audit(tx, "gather", nil)
	})
}

// Respond rewrites a cluster, and what the unit answers to it, over the version that
// the page showed. Faults name the fields of ClusterForm.
func (s *Service) Respond(ctx context.Context, by access.Actor, id ID, cluster ClusterID, version int, f ClusterForm) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, err := gathering(tx, by, id)
		if err != nil {
			return err
		}
		if err := f.check(); err != nil {
			return err
		}
		if err := putCluster(tx, id, Cluster{ID: cluster, Title: f.Title, Stance: f.Stance, Response: f.Response}, version); err != nil {
			return err
		}
		return m.audit(tx, "respond", nil)
	})
}

// Cluster gives one cluster of a matter to who leads it.
func (s *Service) Cluster(ctx context.Context, by access.Actor, id ID, cluster ClusterID) (m Matter, c Cluster, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if m, _, err = admit(tx, by, Lead, id); err != nil {
			return err
		}
		all, err := clustersOf(tx, id)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(all, func(c Cluster) bool { return c.ID == cluster })
		if at < 0 {
			return db.ErrNone
		}
		c = all[at]
		return nil
	})
	return m, c, err
}

// Text is what one person said, for those who put it together.
type Text struct {
	ID      string
	Words   string
	Name    string // "" without names
	Cluster ClusterID
}

// TextList is a page of what was said.
type TextList struct {
	Matter   Matter
	Texts    []Text
	Clusters []Cluster
	Unsorted int
	Page     int
	Pages    int
}

// Texts gives a page, from 1, of what was said of a matter that is closed, in an order
// that says nothing; while it is put together, what stands in no cluster comes first.
func (s *Service) Texts(ctx context.Context, by access.Actor, id ID, page int) (l TextList, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if l.Matter, _, err = admit(tx, by, Lead, id); err != nil {
			return err
		}
		if l.Matter.State != Closed && !l.Matter.State.Published() {
			return fault.New(fault.Denied, "consultation.not_yet")
		}
		if l.Clusters, err = clustersOf(tx, id); err != nil {
			return err
		}
		if l.Unsorted, err = unsortedIn(tx, id); err != nil {
			return err
		}
		n, err := textsIn(tx, id)
		if err != nil {
			return err
		}
		l.Pages = max(1, (n+PageSize-1)/PageSize)
		l.Page = min(max(1, page), l.Pages)
		l.Texts, err = textsOf(tx, id, l.Matter.State == Closed, PageSize, (l.Page-1)*PageSize)
		return err
	})
	return l, err
}

// Field is the field in which the cluster of a text is chosen.
func (t Text) Field() string { return "in-" + t.ID }

// Shown is the field that keeps which cluster the page showed: what was not chosen
// anew stays as another leader sorted it in the meantime.
func (t Text) Shown() string { return "shown-" + t.ID }

// Sort puts texts into clusters, or into none for "". Faults name Field of a text.
func (s *Service) Sort(ctx context.Context, by access.Actor, id ID, into map[string]ClusterID) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, err := gathering(tx, by, id)
		if err != nil {
			return err
		}
		clusters, err := clustersOf(tx, id)
		if err != nil {
			return err
		}
		var faults fault.Form
		for text, c := range into {
			if c != "" && !slices.ContainsFunc(clusters, func(have Cluster) bool { return have.ID == c }) {
				faults.Add(Text{ID: text}.Field(), "consultation.cluster_unknown")
			}
		}
		if err := faults.Err(); err != nil {
			return err
		}
		for text, c := range into {
			if err := sortInto(tx, id, text, c); err != nil {
				return err
			}
		}
		return m.audit(tx, "sort", map[string]any{"texts": len(into)})
	})
}
