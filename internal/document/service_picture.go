package document

import (
	"context"
	"os"
	"path"
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
)

// Picture is an attachment of a record whose files are pictures (Owner.Pictures),
// as it was drawn anew.
type Picture struct {
	Attachment
	Width, Height int    // of the large one, in points
	Small         string // hash of the small one
}

// drawnAtOnce is how many pictures are drawn anew at once.
const drawnAtOnce = 1

// draw makes the two pictures that are kept of one that was uploaded. One picture
// is drawn at a time, for each takes up to some 130 MB for a moment.
func (s *Service) draw(ctx context.Context, u *Upload, data []byte, v Verdict) (Redrawn, error) {
	if v.Type != PNG && v.Type != JPG {
		return Redrawn{}, fault.New(fault.Invalid, "document.no_picture")
	}
	select {
	case s.drawing <- struct{}{}:
		defer func() { <-s.drawing }()
	case <-ctx.Done():
		return Redrawn{}, ctx.Err()
	}
	r, err := Redraw(data)
	if err != nil {
		return Redrawn{}, err
	}
	u.Name = strings.TrimSuffix(u.Name, path.Ext(u.Name)) + "." + string(r.Type)
	if err := s.files.keep(hashOf(r.Small), r.Small); err != nil {
		return Redrawn{}, err
	}
	return r, nil
}

// insert stores what is known of a picture that was drawn anew.
func (r Redrawn) insert(tx *db.Tx, a Attachment) error {
	small := Attachment{Hash: hashOf(r.Small), Size: int64(len(r.Small)), Type: r.Type, AddedAt: a.AddedAt}
	return insertPicture(tx, a.Hash, small, r.Width, r.Height)
}

// OpenPicture gives a picture and its bytes, those of the small one if asked for,
// to who may read its record; the caller closes the file.
func (s *Service) OpenPicture(ctx context.Context, by access.Actor, id ID, small bool) (p Picture, file *os.File, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if p, err = pictureByID(tx, id); err != nil {
			return err
		}
		o, err := s.owner(p.Kind)
		if err != nil {
			return err
		}
		return o.Read(tx, by, p.Subject)
	})
	if err != nil {
		return Picture{}, nil, err
	}
	hash := p.Hash
	if small {
		hash = p.Small
	}
	file, err = s.files.open(hash)
	return p, file, err
}
