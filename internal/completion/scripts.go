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

// PowerShell is the script for Windows PowerShell 5.1 and PowerShell 7.
//
//go:embed powershell.ps1
var PowerShell string

// Zsh is the script for zsh.
//
//go:embed zsh.sh
var Zsh string
