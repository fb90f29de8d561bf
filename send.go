package connector

import (
	"context"

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

// send sends what was prepared, with the headers of plan.
func (c *Connector) send(ctx context.Context, p *prepared, plan *Plan) (*Result, error) {
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
