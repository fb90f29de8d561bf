package mcp

import (
	"context"
	"errors"
	"fmt"
	"slices"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/spelling"
)

// listedConnection is a connection as agents see it: no host, no settings.
type listedConnection struct {
	Name    string   `json:"name"`
	Mode    string   `json:"mode,omitempty"`
	Confirm []string `json:"confirm,omitempty"`
	Default bool     `json:"default,omitempty"`
	Broken  bool     `json:"broken,omitempty"`
}

func (s *Server) listConnections(_ context.Context, q *request) (any, error) {
	if err := q.decode(&struct{}{}, nil); err != nil {
		return nil, err
	}
	names, err := s.names(q.client)
	if err != nil {
		return nil, err
	}
	usual, _ := s.connectionOf(q.client, "")
	out := []listedConnection{}
	for _, name := range names {
		one := listedConnection{Name: name, Default: name == usual}
		if info, err := s.c.ConnectionInfo(name); err != nil {
			one.Broken = true
		} else {
			one.Mode, one.Confirm = string(info.Mode), info.Confirm
		}
		out = append(out, one)
	}
	return map[string]any{"connections": out, "server_mode": s.o.Mode}, nil
}

// names are the connections that a client sees.
func (s *Server) names(c Client) ([]string, error) {
	names, err := s.c.Connections()
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(names, func(name string) bool { return !s.sees(c, name) }), nil
}

// connectionOf is the connection of a call: the one it names, the only one that the client
// sees, or the default. One that it does not see is as if there were none.
func (s *Server) connectionOf(c Client, name string) (string, error) {
	names, err := s.names(c)
	if err != nil {
		return "", err
	}
	if name == "" {
		if len(names) == 1 {
			return names[0], nil
		}
		if usual, err := s.c.DefaultConnection(); err == nil && slices.Contains(names, usual) {
			return usual, nil
		}
		return "", fmt.Errorf("%w: the call names none, and none is the default; there are: %s", connector.ErrUnknownConnection, spelling.Listed(names))
	}
	if s.sees(c, name) {
		if _, err := s.c.ConnectionInfo(name); err == nil || !errors.Is(err, connector.ErrUnknownConnection) {
			return name, err
		}
	}
	name = harmless(name)
	return "", fmt.Errorf("%w %q%s; there are: %s", connector.ErrUnknownConnection, name, spelling.DidYouMean(name, names), spelling.Listed(names))
}
