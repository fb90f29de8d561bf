package sandbox

import "github.com/actionctl/connector/connection"

// Host is the base URL of the sandbox's connection. Nothing listens there.
const Host = "http://sandbox.localhost"

// Connection returns a connection that carries requests to the sandbox in-process,
// without a socket, and signs them with Token.
func (s *Sandbox) Connection() connection.Connection {
	return connection.Connection{
		Name:      "sandbox",
		Host:      Host,
		Auth:      connection.StaticToken(Token),
		Transport: transport{s},
		Source:    "sandbox",
	}
}
