package connection

// Mode is how much a policy allows, by the safety class of actions.
type Mode string

// The modes, from narrow to wide. "" is FullAccess.
const (
	ReadOnly   Mode = "read_only"   // read
	Safe       Mode = "safe"        // read and write; not cost, privileged, destructive
	DeleteSafe Mode = "delete_safe" // everything but destructive
	FullAccess Mode = "full_access"
)

// Policy says which actions may run on a connection. The zero value allows all.
type Policy struct {
	Mode Mode
	// Allow names actions, by globs, that run although Mode would refuse them. It
	// does not widen ReadOnly, which always wins.
	Allow []string
	// Deny names actions, by globs, that never run.
	Deny []string
}
