package connection

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/actionctl/connector/internal/spelling"
)

// ErrUnknown is what errors.Is finds in the error for a connection that is not
// configured.
var ErrUnknown = errors.New("unknown connection")

// EnvironmentName is the name of the connection that DATABRICKS_HOST and
// DATABRICKS_TOKEN make.
const EnvironmentName = "env"

// Store finds connections by name. The zero value knows nothing but what Getenv
// and ConfigFile lead to. It is safe for concurrent use once it is in use.
type Store struct {
	// Given are connections that the program brings; they go before all others.
	Given map[string]Connection
	// Getenv reads the environment; nil means an empty one.
	Getenv func(string) string
	// ConfigFile is the profile file; "" means DATABRICKS_CONFIG_FILE or
	// ~/.databrickscfg.
	ConfigFile string

	mu    sync.Mutex
	found map[string]*Connection
}

// Find returns the connection called name, ready for use. The same name gives the
// same connection every time, so that its pool is shared. An empty name means the
// default: the profile that DATABRICKS_CONFIG_PROFILE names, the environment if
// DATABRICKS_HOST is set, the profile that the settings of the profile file name,
// the profile DEFAULT.
func (s *Store) Find(name string) (*Connection, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if name == "" {
		var err error
		if name, err = s.defaultName(); err != nil {
			return nil, fmt.Errorf("default connection: %w", err)
		}
	}
	if c, ok := s.found[name]; ok {
		return c, nil
	}
	c, err := s.load(name)
	if err != nil {
		return nil, fmt.Errorf("connection %s: %w", name, err)
	}
	if s.found == nil {
		s.found = map[string]*Connection{}
	}
	s.found[name] = c
	return c, nil
}

func (s *Store) load(name string) (*Connection, error) {
	c, err := s.read(name)
	if err != nil {
		return nil, err
	}
	host, workspaceID, err := normalizeHost(c.Host)
	if err != nil {
		return nil, err
	}
	c.Name, c.Host = name, host
	if c.WorkspaceID == "none" { // the Databricks CLI writes this for "unset"
		c.WorkspaceID = ""
	}
	if c.WorkspaceID == "" {
		c.WorkspaceID = workspaceID
	}
	return &c, checkWorkspaceID(c.WorkspaceID)
}

func (s *Store) read(name string) (Connection, error) {
	if c, ok := s.Given[name]; ok {
		if c.Source == "" {
			c.Source = "program"
		}
		return c, nil
	}
	if name == EnvironmentName && s.getenv("DATABRICKS_HOST") != "" {
		return s.environment(), nil
	}
	file, err := s.profiles()
	if err != nil {
		return Connection{}, err
	}
	if p, ok := file.profiles[name]; ok {
		return p.connection(file.path)
	}
	if name == EnvironmentName {
		return Connection{}, fmt.Errorf("%w: DATABRICKS_HOST is not set; set it to the workspace's URL", ErrUnknown)
	}
	known := s.names(file)
	hint := spelling.DidYouMean(name, known)
	return Connection{}, fmt.Errorf("%w%s; there are: %s (profiles are read from %s)", ErrUnknown, hint, listOr(known, "none"), file.path)
}

// Names returns the names of all connections there are, sorted.
func (s *Store) Names() ([]string, error) {
	file, err := s.profiles()
	return s.names(file), err
}

func (s *Store) names(file profileFile) []string {
	var names []string
	for name := range s.Given {
		names = append(names, name)
	}
	if s.getenv("DATABRICKS_HOST") != "" {
		names = append(names, EnvironmentName)
	}
	for name := range file.profiles {
		names = append(names, name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func (s *Store) defaultName() (string, error) {
	if p := s.getenv("DATABRICKS_CONFIG_PROFILE"); p != "" {
		return p, nil
	}
	if s.getenv("DATABRICKS_HOST") != "" {
		return EnvironmentName, nil
	}
	file, err := s.profiles()
	return file.fallback, err
}

func (s *Store) getenv(key string) string {
	if s.Getenv == nil {
		return ""
	}
	return s.Getenv(key)
}

func (s *Store) environment() Connection {
	return Connection{
		Host:        s.getenv("DATABRICKS_HOST"),
		WorkspaceID: s.getenv("DATABRICKS_WORKSPACE_ID"),
		Auth:        tokenOr(strings.TrimSpace(s.getenv("DATABRICKS_TOKEN")), "DATABRICKS_TOKEN is not set; set it to a personal access token"),
		Source:      "environment",
	}
}
