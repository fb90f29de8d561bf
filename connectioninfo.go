package connector

import (
	"slices"

	"github.com/actionctl/connector/connection"
)

// ConnectionInfo is what whoever may use a connection may know of it. It holds no secret
// and does not tell where the connection is written down.
type ConnectionInfo struct {
	Name    string          `json:"name"`
	Host    string          `json:"host"`
	Mode    connection.Mode `json:"mode"`              // of its policy
	Confirm []string        `json:"confirm,omitempty"` // the safety classes that it wants confirmed
	Rate    float64         `json:"-"`                 // attempts a second that it allows; 0 is no limit
}

// ConnectionInfo tells of the connection called name; "" is the default one. Nothing is
// contacted and no secret is read.
func (c *Connector) ConnectionInfo(name string) (ConnectionInfo, error) {
	conn, err := c.store.Find(name)
	if err != nil {
		return ConnectionInfo{}, err
	}
	mode := conn.Policy.Mode
	if mode == "" {
		mode = connection.FullAccess
	}
	return ConnectionInfo{Name: conn.Name, Host: conn.Host, Mode: mode, Confirm: slices.Clone(conn.Policy.Confirm), Rate: conn.Rate}, nil
}

// DefaultConnection is the name of the connection of calls that name none. There may be
// no connection of that name.
func (c *Connector) DefaultConnection() (string, error) {
	name, _, err := c.store.Default()
	return name, err
}
