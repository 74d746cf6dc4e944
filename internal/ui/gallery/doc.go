// Package gallery shows every component of ui on one page, with plain sample
// content, so that a change of the look can be seen and checked as a whole. It
// belongs to the tests and is not part of the program.
package gallery
