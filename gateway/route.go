package gateway

import "net/http"

// route is one operation of the gateway.
type route struct {
	Method, Pattern string
	ID              string // of the operation; the label of its metrics
	Summary         string // one sentence, for the OpenAPI document
	Access          access
	Long            bool        // it waits, lists or streams: it has a place among the waits
	Query           []parameter // of the query; those of the path come from Pattern
	Body            string      // name of its schema among the components; "" for none
	BodyContent     string      // media type; "" is application/json
	Answers         []answer    // of its own; those that every route has are added
	// Handle answers. An error that comes before anything was written becomes a problem;
	// after that it cuts the connection, so that nobody takes half an answer for a whole.
	Handle func(*exchange) error
}

// access is who may use a route.
type access int

const (
	needsToken access = iota
	open              // anybody who reaches the gateway
	metricsOnly
)

type parameter struct {
	Name, Description string
	Schema            string // JSON; "" is any text
	IsJSON            bool   // the text is JSON of that schema
	Required          bool
}

type answer struct {
	Status  int
	Content string // media type; "" is application/json
	Schema  string // name among the components; "" is none
	Summary string
}

// newMux sends each route's requests to serve, and those of the mounts to theirs.
func (g *Gateway) newMux() *http.ServeMux {
	mux := http.NewServeMux()
	for _, r := range g.routes() {
		mux.HandleFunc(r.Method+" "+r.Pattern, func(w http.ResponseWriter, req *http.Request) {
			g.serve(&r, w, req)
		})
	}
	for path, h := range g.options.Mounts {
		r := mountRoute(h)
		mux.HandleFunc(path, func(w http.ResponseWriter, req *http.Request) { g.serve(r, w, req) })
	}
	return mux
}

// serve answers a request of a known route.
func (g *Gateway) serve(r *route, w http.ResponseWriter, req *http.Request) {
	x := &exchange{g: g, route: r, w: w, r: req}
	q := requestOf(req)
	q.route = r.ID
	x.id = q.id
	if err := x.serve(q); err != nil {
		x.fail(err)
	}
}

// serve makes sure of the caller and of a place before it hands the request on.
func (x *exchange) serve(q *request) error {
	if x.route.Access == open {
		return x.route.Handle(x)
	}
	if err := x.g.authenticate(x, q); err != nil {
		return err
	}
	if !x.g.drain.enter() {
		x.w.Header().Set("Connection", "close")
		p := refuse(http.StatusServiceUnavailable, "DRAINING", "this gateway is about to end; call another, or this address in a moment")
		p.RetryAfter = 1
		return p
	}
	defer x.g.drain.leave()
	release, err := x.g.slots.take(x.who.ID, x.route.Long)
	if err != nil {
		return err
	}
	defer release()
	return x.route.Handle(x)
}
