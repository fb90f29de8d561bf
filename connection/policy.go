package connection

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// Mode is how much a policy allows, by the safety class of actions.
type Mode string

// The modes, from narrow to wide. "" is FullAccess.
const (
	ReadOnly   Mode = "read_only"   // read
	Safe       Mode = "safe"        // read and write; not cost, privileged, destructive
	DeleteSafe Mode = "delete_safe" // everything but destructive
	FullAccess Mode = "full_access"
)

// modes has the classes that each mode allows, from narrow to wide. FullAccess allows
// every class, those that are not known here too.
var modes = []allowance{
	{ReadOnly, []string{"read"}},
	{Safe, []string{"read", "write"}},
	{DeleteSafe, []string{"read", "write", "cost", "privileged"}},
}

type allowance struct {
	mode    Mode
	classes []string
}

func (m Mode) is(a allowance) bool { return a.mode == m }

// Policy says which actions may run on a connection. The zero value allows all.
// Globs are those of path.Match and match whole names.
type Policy struct {
	Mode Mode
	// Allow names actions, by globs, that run although Mode would refuse them. It
	// does not widen ReadOnly, which always wins.
	Allow []string
	// Deny names actions, by globs, that never run.
	Deny []string
	// Confirm are the safety classes whose actions run only once somebody has confirmed
	// them: any but read.
	Confirm []string
}

// confirmable are the classes that Confirm may have, from harmless to grave.
var confirmable = []string{"write", "cost", "privileged", "destructive"}

// Asks tells whether an action of a safety class is to be confirmed. A class that is
// not known here is.
func (p Policy) Asks(class string) bool {
	known := class == "read" || slices.Contains(confirmable, class)
	return slices.Contains(p.Confirm, class) || len(p.Confirm) > 0 && !known
}

// Validate says what is wrong with the policy itself: a mode that does not exist, a
// malformed glob, a class that cannot be confirmed.
func (p Policy) Validate() error {
	if p.Mode != "" && p.Mode != FullAccess && !slices.ContainsFunc(modes, p.Mode.is) {
		return fmt.Errorf("policy: mode %q is not one of %s", p.Mode, strings.Join(modeNames(), ", "))
	}
	for _, list := range []struct {
		name  string
		globs []string
	}{{"allow", p.Allow}, {"deny", p.Deny}} {
		for _, glob := range list.globs {
			if _, err := path.Match(glob, ""); err != nil || glob == "" {
				return fmt.Errorf("policy: %s: %q is no glob; it names actions, such as delete_* or get_api_2_1_clusters_list", list.name, glob)
			}
		}
	}
	for _, class := range p.Confirm {
		if !slices.Contains(confirmable, class) {
			return fmt.Errorf("policy: confirm: %q is not one of %s", class, strings.Join(confirmable, ", "))
		}
	}
	return nil
}

// Check says whether an action of a safety class may run: Deny goes before all, then
// Mode decides, and Allow widens it unless it is ReadOnly. The error is a
// *PolicyError, or that of Validate: a policy that makes no sense lets nothing run.
func (p Policy) Check(action, class string) error {
	if err := p.Validate(); err != nil {
		return err
	}
	glob, denied := firstMatch(p.Deny, action)
	if !denied && p.Mode.allows(class) {
		return nil
	}
	refusal := &PolicyError{Action: action, Class: class}
	if denied {
		refusal.Rule, refusal.Cure = fmt.Sprintf("deny %q", glob), "take it out of deny"
		if !p.Mode.allows(class) {
			refusal.Cure += fmt.Sprintf(" and use mode %s", Narrowest(class))
		}
		return refusal
	}
	_, named := firstMatch(p.Allow, action)
	refusal.Rule, refusal.Cure = "mode "+string(p.Mode), fmt.Sprintf("mode %s would allow it", Narrowest(class))
	switch {
	case p.Mode != ReadOnly && named:
		return nil
	case p.Mode != ReadOnly:
		refusal.Cure += ", and so would its name in allow"
	case named:
		refusal.Cure += "; its name in allow does not widen read_only"
	}
	return refusal
}

func modeNames() []string {
	var names []string
	for _, m := range modes {
		names = append(names, string(m.mode))
	}
	return append(names, string(FullAccess))
}

func (m Mode) allows(class string) bool {
	for _, known := range modes {
		if known.mode == m {
			return slices.Contains(known.classes, class)
		}
	}
	return true
}

// Narrowest is the narrowest mode that allows actions of a safety class.
func Narrowest(class string) Mode {
	for _, m := range modes {
		if slices.Contains(m.classes, class) {
			return m.mode
		}
	}
	return FullAccess
}

func firstMatch(globs []string, name string) (string, bool) {
	for _, glob := range globs {
		if ok, err := path.Match(glob, name); ok && err == nil {
			return glob, true
		}
	}
	return "", false
}
