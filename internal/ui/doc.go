// Package ui is how chibo looks and how it speaks to the hand: the layouts, the
// components that pages are made of, the design tokens, icons and scripts.
//
// A page is a templ component that wraps its content in [Page], [FocusPage] or
// [AuthPage]. What every page has around its content (menu, person, day,
// language, notices) comes from the [Shell] that the server puts into the
// request's context. The shell is data only: ui knows no capability and no
// database.
//
// Three promises hold for all that is rendered here. Every page works by plain
// links and form posts; script adds comfort. No element carries a style
// attribute or an event attribute, and each script element has the nonce, so
// that the strict content security policy holds. Every control has a label, and
// colour never says anything that words do not say too.
//
// Style sheets, script, fonts and icons stand in assets/ and are built into
// dist/ by assets/build.mjs.
package ui
