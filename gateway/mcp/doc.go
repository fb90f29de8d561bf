// Package mcp serves actions to agents over the Model Context Protocol.
package mcp
