package runtime

import (
	"context"
	"fmt"
	"net/http"
	"strings"
)

// authorize asks for the credentials of one attempt.
func (c *Client) authorize(ctx context.Context, p *Plan, fresh bool) (http.Header, error) {
	if p.NoAuth || c.auth == nil {
		return nil, nil
	}
	headers, err := c.auth.Headers(ctx, fresh)
	if err != nil {
		return nil, fmt.Errorf("connection %s: %w", p.Connection, err)
	}
	for name, values := range headers {
		for _, v := range values {
			if scheme, secret, ok := strings.Cut(v, " "); name == "Authorization" && ok && scheme != "" && secret == "" {
				return nil, fmt.Errorf("connection %s: the token is empty", p.Connection)
			}
			if headerForm(v) != nil { // whose words could show a part of it
				return nil, fmt.Errorf("connection %s: the token has spaces or characters that a header cannot carry", p.Connection)
			}
		}
	}
	return headers, nil
}
