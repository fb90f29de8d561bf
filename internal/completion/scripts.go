package completion

import _ "embed"

// Bash is the script for bash 3.2 and later; it needs nothing beside bash.
//
// The scripts ask "actionctl __complete WORDS" and, unlike cobra's own for these shells,
// never evaluate what was typed: it may hold $(…) by then. That of bash also knows that
// = : and @ end a word for readline, but not for us.
//
//go:embed bash.sh
var Bash string

// Fish is the script for fish 3.1 and later.
//
//go:embed fish.fish
var Fish string

// Zsh is the script for zsh.
//
//go:embed zsh.sh
var Zsh string
