package connection

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/actionctl/connector/internal/spelling"
)

// ErrUnknown is what errors.Is finds in the error for a connection that is not
// configured.
var ErrUnknown = errors.New("unknown connection")

// Store finds connections by name. The zero value knows nothing but what Getenv and
// the files lead to. It is safe for concurrent use once it is in use.
//
// A name is looked for in Given, then in the environment, then in connections.yaml,
// then among the profiles. The first that has it counts whole: settings of two places
// are never mixed, so that the credentials of one workspace do not go to another.
type Store struct {
	// Given are connections that the program brings; they go before all others.
	Given map[string]Connection
	// Getenv reads the environment; nil means an empty one.
	Getenv func(string) string
	// ConfigFile is the profile file; "" means DATABRICKS_CONFIG_FILE or
	// ~/.databrickscfg.
	ConfigFile string
	// ConnectionsFile is connections.yaml; "" means ACTIONCTL_CONNECTIONS, or
	// actionctl/connections.yaml in XDG_CONFIG_HOME or ~/.config.
	ConnectionsFile string

	parts machine // that tests replace

	mu    sync.Mutex
	found map[string]foundConnection

	reloading sync.Mutex
	kept      atomic.Pointer[written] // nil before the first Reload
}

// foundConnection is a connection that is in use, and what it was made from.
type foundConnection struct {
	*Connection
	definition definition // none of those that the program brings
}

// Find returns the connection called name, ready for use. The same name gives the
// same connection every time, so that its pool is shared. An empty name means the
// one that Default finds.
func (s *Store) Find(name string) (*Connection, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	why := ""
	if name == "" {
		var err error
		if name, why, err = s.Default(); err != nil {
			return nil, fmt.Errorf("default connection: %w", err)
		}
	}
	if c, ok := s.found[name]; ok {
		return c.Connection, nil
	}
	c, err := s.load(name)
	if why == noDefault && errors.Is(err, ErrUnknown) { // a new user has not heard of DEFAULT
		return nil, s.unknown(": none is named, and none is the default")
	}
	if err != nil {
		return nil, fmt.Errorf("connection %s: %w", name, err)
	}
	if s.found == nil {
		s.found = map[string]foundConnection{}
	}
	s.found[name] = c
	return c.Connection, nil
}

func (s *Store) load(name string) (foundConnection, error) {
	if c, ok := s.Given[name]; ok {
		c.Name = name
		if c.Source == "" {
			c.Source = programSource
		}
		return foundConnection{Connection: &c}, finish(&c)
	}
	d, err := s.definition(name)
	if err != nil {
		return foundConnection{}, err
	}
	c, err := d.connection(s.machine(), s.ownConfigFile())
	return foundConnection{c, d}, err
}

const programSource = "program"

// definition finds a name outside of Given.
func (s *Store) definition(name string) (definition, error) {
	d, found, err := s.definitionIn(name, s.connections, s.profiles)
	if found || err != nil {
		return d, err
	}
	if name == EnvironmentName {
		return definition{}, fmt.Errorf("%w: DATABRICKS_HOST is not set; set it to the workspace's URL", ErrUnknown)
	}
	names, _ := s.Names() // read above
	return definition{}, s.unknown(spelling.DidYouMean(name, names))
}

// unknown is the error for a connection that there is not, and those that there are.
func (s *Store) unknown(why string) error {
	names, err := s.Names()
	if err != nil {
		return err
	}
	places := make([]string, 0, 2)
	for _, f := range s.Files() {
		places = append(places, f.Path)
	}
	return fmt.Errorf("%w%s; there are: %s (read from %s)", ErrUnknown, why, listOr(names, "none"), strings.Join(places, " and "))
}

// Names returns the names of all connections there are, sorted.
func (s *Store) Names() ([]string, error) {
	file, err := s.connections()
	profiles, profilesErr := s.profiles()
	return s.names(file, profiles), errors.Join(err, profilesErr)
}

func (s *Store) names(file connectionsFile, profiles profileFile) []string {
	var names []string
	for name := range s.Given {
		names = append(names, name)
	}
	if s.getenv("DATABRICKS_HOST") != "" {
		names = append(names, EnvironmentName)
	}
	for name := range file.entries {
		names = append(names, name)
	}
	for name := range profiles.profiles {
		names = append(names, name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func (s *Store) getenv(key string) string { return machine{env: s.Getenv}.getenv(key) }

func (s *Store) machine() machine {
	m := s.parts
	m.env = s.Getenv
	return m
}

// ownConfigFile is the profile file if it is not where other tools look for it.
func (s *Store) ownConfigFile() string {
	path, err := s.machine().expandHome(s.ConfigFile)
	if err != nil {
		return s.ConfigFile
	}
	return path
}

func listOr(names []string, none string) string {
	if len(names) == 0 {
		return none
	}
	return strings.Join(names, ", ")
}
