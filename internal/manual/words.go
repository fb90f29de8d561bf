package manual

import (
	"fmt"
	"slices"
	"strings"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/registry"
)

// Safety is what a safety class means.
func Safety(class registry.Safety) string {
	switch class {
	case registry.Read:
		return "it changes nothing"
	case registry.Write:
		return "it makes or changes something"
	case registry.Cost:
		return "it starts or enlarges compute, or starts a run"
	case registry.Privileged:
		return "it changes who may do what, or handles secret material"
	case registry.Destructive:
		return "what is gone cannot be brought back through the API"
	}
	return "nothing is known about this class"
}

// Asks tells whether a person at a terminal is asked before an action of this class.
func Asks(class registry.Safety) bool {
	return class == registry.Destructive || class == registry.Privileged
}

// Confirmation is when a person is asked, in words.
func Confirmation(class registry.Safety) string {
	if class == registry.Read {
		return "never, for it reads"
	}
	if Asks(class) {
		return "on a terminal it asks first, unless --yes is given"
	}
	return "it does not ask, unless the connection's policy says so"
}

// Idempotency is how the service tells a repeat, in words, or "".
func Idempotency(i *registry.Idempotency) string {
	switch {
	case i == nil:
		return ""
	case i.Token != "":
		return fmt.Sprintf("calls with the same %s are one; each call gets one of its own, or that of --idempotency-key", i.Token)
	case i.Repeatable:
		return "a repeat leaves the same state"
	}
	return ""
}

// Failure is how an answer that looks like success can mean failure, in words, or "".
func Failure(f *registry.FailsWhen) string {
	if f == nil {
		return ""
	}
	return fmt.Sprintf("an answer with %s %s is a failure, whatever its status", f.Path, alternatives(f.Values))
}

// Paging is how the pages of a list follow each other and are read, or "".
func Paging(p *registry.Paginate) string {
	switch {
	case p == nil:
		return ""
	case len(p.Merge) > 0:
		return fmt.Sprintf("A large answer comes in pages, its %s split over them. --all puts it together.", and(p.Merge))
	case p.Send == "" && p.Read == "" && p.Follow == nil && p.NextRequest == "":
		return fmt.Sprintf("The whole list comes at once, %s; --all prints its items.", where(p.Items))
	}
	var b strings.Builder
	b.WriteString("A list in pages")
	if p.Items != "" {
		b.WriteString(", its items " + where(p.Items))
	}
	b.WriteString(". " + nextPage(p) + " --all reads all pages and prints the items")
	if p.Limit == "" {
		b.WriteString(", --max-items N stops early.")
		return b.String()
	}
	fmt.Fprintf(&b, ", --max-items N stops early, --page-size N sets %s", p.Limit)
	if p.MaxLimit > 0 {
		fmt.Fprintf(&b, " (at most %d)", p.MaxLimit)
	}
	return b.String() + "."
}

func where(items string) string {
	if items == "$" {
		return "as the whole answer"
	}
	return "under " + items
}

func nextPage(p *registry.Paginate) string {
	switch {
	case p.Follow != nil:
		return fmt.Sprintf("The next page is asked of %s.", p.Follow.Action)
	case p.Style == registry.PageIndex:
		return fmt.Sprintf("%s is the number of the first item to send; an empty page ends.", p.Send)
	case p.Style == registry.PageNumber:
		return fmt.Sprintf("%s is the number of the page; an empty page ends.", p.Send)
	case p.Style == registry.PageOffset:
		return fmt.Sprintf("%s moves on by the answer's %s; 0 ends.", p.Send, p.Read)
	case p.Read == "":
		return fmt.Sprintf("The next one is asked for with %s.", p.Send)
	}
	return fmt.Sprintf("The answer's %s, sent as %s, asks for the next one.", p.Read, p.Send)
}

// Waiting is how the work that an action starts is followed to its end, or "".
func Waiting(w *registry.Wait) string {
	if w == nil {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "It starts work that goes on after the answer. --wait polls %s until %s", w.Poll, ends(w))
	if len(w.Failure) > 0 {
		fmt.Fprintf(&b, "; %s is failure (exit code 7)", alternatives(texts(w.Failure)))
	}
	if r := w.Result; r != nil && len(r.Success) > 0 {
		fmt.Fprintf(&b, "; then any %s but %s is failure", r.Path, alternatives(r.Success))
	} else if r != nil {
		fmt.Fprintf(&b, "; then the %s %s is failure", r.Path, alternatives(r.Failure))
	}
	fmt.Fprintf(&b, ". It gives up after %s, or --wait-timeout.", w.Timeout)
	if w.Abort != nil {
		fmt.Fprintf(&b, " With --abort-on-cancel an interrupt or the end of the time also runs %s.", w.Abort.Action)
	}
	return b.String()
}

func ends(w *registry.Wait) string {
	success := alternatives(texts(w.Success))
	switch {
	case w.Each != nil && w.State != "":
		return fmt.Sprintf("the %s of every one of %s is %s", w.State, w.Each.Items, success)
	case w.State == "" || success == "":
		return "it finds nothing any more"
	case w.NotFound == "success":
		return fmt.Sprintf("%s is %s or nothing is found any more", w.State, success)
	}
	return fmt.Sprintf("%s is %s", w.State, success)
}

// Repeats is what of an action is repeated after a failure, in words.
func Repeats(a *registry.Action) string {
	r := connector.RepeatOf(a)
	if r.Always {
		return "a failure that may pass is repeated: " + r.Reason
	}
	return "repeated only when the service cannot have acted: " + r.Reason
}

func texts(values []any) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = fmt.Sprint(v)
	}
	return out
}

func alternatives(words []string) string { return join(words, " or ") }

func and(words []string) string { return join(words, " and ") }

func join(words []string, last string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	n := len(words) - 1
	return strings.Join(slices.Clone(words[:n]), ", ") + last + words[n]
}
