package connector

import (
	"context"
	"net/http"

	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/internal/hiding"
	"github.com/actionctl/connector/runtime"
)

// client is the way to one connection.
type client struct {
	*runtime.Client
	credentials *hiding.Witness
}

func (c *Connector) clientOf(conn *connection.Connection) *client {
	if known, ok := c.clients.Load(conn); ok {
		return known.(*client)
	}
	watched, seen := *conn, hiding.NewWitness(conn.Auth)
	if conn.Auth != nil {
		watched.Auth = seen
	}
	known, _ := c.clients.LoadOrStore(conn, &client{runtime.NewClient(&watched), seen})
	return known.(*client)
}

// send is the last Handler. It sends what was prepared; only the headers are those
// that the middlewares left.
func (c *Connector) send(ctx context.Context, r *Request) (*Result, error) {
	if r == nil || r.prepared == nil {
		return nil, errOtherRequest
	}
	p, plan := r.prepared, r.prepared.plan
	if r.Plan != nil {
		own := *plan
		own.Header = canonical(r.Plan.Header)
		plan = &own
	}
	if err := p.account.begin(ctx); err != nil {
		return nil, err
	}
	if err := p.ledger.open(p); err != nil {
		return nil, err
	}
	way := p.way // also after the connection was replaced meanwhile
	res, err := way.Do(c.tellRetries(ctx, p, way), p.action, plan)
	p.ledger.note(p, res, err)
	p.handed.add(res)
	if err != nil || len(res.Attempts) > 1 {
		hidden := append(c.secretsOf(p), way.credentials.Secrets()...)
		return resultWithoutSecrets(res, hidden), c.withoutSecrets(err, p, hidden)
	}
	return res, nil
}

// canonical spells the names the way net/http does: a header under another spelling
// would go out beside the credentials instead of under them.
func canonical(header http.Header) http.Header {
	out := make(http.Header, len(header))
	for name, values := range header {
		name = http.CanonicalHeaderKey(name)
		out[name] = append(out[name], values...)
	}
	return out
}
