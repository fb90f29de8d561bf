package registry

// Safety is the class of what an action does. Retry, policy, confirmation and the
// hints that agents get derive from it.
type Safety string

// The safety classes. Where several fit, the one named first here wins.
const (
	Destructive Safety = "destructive" // what is gone cannot be brought back through the API
	Privileged  Safety = "privileged"  // changes who may do what, or handles secret material
	Cost        Safety = "cost"        // starts or enlarges compute, or starts a run
	Write       Safety = "write"       // any other change
	Read        Safety = "read"        // changes nothing
)

// Safeties lists the classes, from harmless to grave.
func Safeties() []Safety { return []Safety{Read, Write, Cost, Privileged, Destructive} }

// defaultSafety is the class of an action whose descriptor does not name one.
func defaultSafety(method string) Safety {
	switch method {
	case "GET", "HEAD":
		return Read
	case "DELETE":
		return Destructive
	}
	return Write
}
