package paper

import "io"

// boundGap is the distance of the number within a binder from the text, in
// points.
const boundGap = 12

// Bind writes papers one after the other into one .pdf, behind an index. Each
// begins on a page of its own and keeps its own numbers at the top; at the foot
// of every page stands its number within the whole. index is asked twice: it
// gets the page on which each paper begins, at first zeros, and must give a
// document of as many pages either time.
func Bind(w io.Writer, index func(pages []int) Document, papers []Document) error {
	pages := make([]int, len(papers))
	next, err := pageCount(index(pages))
	if err != nil {
		return err
	}
	next++
	for i, d := range papers {
		n, err := pageCount(d)
		if err != nil {
			return err
		}
		pages[i] = next
		next += n
	}
	first := index(pages)
	p, err := newPrinter(first)
	if err != nil {
		return err
	}
	p.bound = 1
	for _, d := range append([]Document{first}, papers...) {
		preset, err := presetOf(d)
		if err != nil {
			return err
		}
		p.lay(preset)
		p.page = 0
		p.newPage()
		if err := p.print(d); err != nil {
			return err
		}
	}
	return p.write(w)
}

// pageCount counts the pages of a document.
func pageCount(d Document) (int, error) {
	p, err := newPrinter(d)
	if err != nil {
		return 0, err
	}
	p.dry = true
	p.newPage()
	err = p.print(d)
	return p.page, err
}
