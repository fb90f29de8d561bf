package gateway

import "net/http"

// route is one operation of the gateway.
type route struct {
	Method, Pattern string
	ID              string // of the operation; the label of its metrics
	Summary         string // one sentence, for the OpenAPI document
	Access          access
	Query           []parameter // of the query; those of the path come from Pattern
	Body            string      // name of its schema among the components; "" for none
	BodyContent     string      // media type; "" is application/json
	Answers         []answer    // of its own; those that every route has are added
	// Handle answers. An error that comes before anything was written becomes a problem;
	// a stream that has begun tells of its error itself.
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
	Schema            string // JSON
}

type answer struct {
	Status  int
	Content string // media type; "" is application/json
	Schema  string // name among the components; "" is none
	Summary string
}

func (g *Gateway) mux() http.Handler {
	mux := http.NewServeMux()
	for _, r := range g.routes() {
		mux.HandleFunc(r.Method+" "+r.Pattern, func(w http.ResponseWriter, req *http.Request) {
			x := &exchange{g: g, route: &r, w: w, r: req}
			if err := r.Handle(x); err != nil {
				x.fail(err)
			}
		})
	}
	return mux
}
