package connector

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"sync"
	"time"

	"github.com/actionctl/connector/actions"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/runtime"
	"github.com/actionctl/connector/schema"
)

// Config says what a connector works with. The zero value works: all built-in
// actions, connections from the environment, connections.yaml and ~/.databrickscfg.
type Config struct {
	// Actions are descriptors of your own, <service>/<name>.yaml, with shared types
	// in types/<service>.yaml. They add to the built-in ones; one that replaces a
	// built-in action says "replaces: true".
	Actions []fs.FS
	// Select narrows the actions, for instance
	//	func(r registry.Registry) registry.Registry { return r.Without("delete_*") }
	Select func(registry.Registry) registry.Registry
	// Connections by name. They go before all others.
	Connections map[string]connection.Connection
	// ConfigFile is the profile file; "" means DATABRICKS_CONFIG_FILE or
	// ~/.databrickscfg.
	ConfigFile string
	// ConnectionsFile is the file of named connections; "" means
	// ACTIONCTL_CONNECTIONS, or actionctl/connections.yaml in XDG_CONFIG_HOME or
	// ~/.config.
	ConnectionsFile string
	// Getenv reads the environment; nil means that of the process.
	Getenv func(string) string
	// Application names the program in the User-Agent, such as "billing/1.4".
	Application string
	// Middleware wraps every call; the first is the outermost.
	Middleware []Middleware
	// OnRetry is told of every attempt that failed and will be repeated, before the pause
	// between the two and in the goroutine of the call; nil means nobody is. Many calls
	// may tell at once.
	OnRetry func(Retry)
	// Logger gets a record of every call and of every attempt, at debug level and
	// without secrets; nil means none.
	Logger *slog.Logger
	// Audit keeps records of all calls, the runtime's own among them.
	Audit Audit
}

// Connector runs actions. It is safe for concurrent use; keep one, it holds the
// connection pools.
type Connector struct {
	registry  registry.Registry
	checker   *schema.Checker
	store     *connection.Store
	userAgent string
	handler   Handler        // nil without middlewares
	redactor  runtime.Redact // redact, made once
	log       callLog
	audit     *auditor
	onRetry   func(Retry)
	clients   sync.Map // *connection.Connection: *client
	clock     clock
}

// Open makes a connector. It reads the files of Config.Actions and nothing else; no
// connection is contacted before the first call.
func Open(cfg Config) (*Connector, error) {
	reg := Builtin()
	types := []fs.FS{schema.BuiltinTypes()}
	for i, fsys := range cfg.Actions {
		own, err := registry.Open(fsys)
		if err != nil {
			return nil, fmt.Errorf("actions %d: %w", i+1, err)
		}
		if reg, err = reg.With(own); err != nil {
			return nil, fmt.Errorf("actions %d: %w", i+1, err)
		}
		sub, err := fs.Sub(fsys, "types")
		if err != nil {
			return nil, fmt.Errorf("actions %d: %w", i+1, err)
		}
		types = append(types, sub)
	}
	if cfg.Select != nil {
		reg = cfg.Select(reg)
	}
	for name, conn := range cfg.Connections {
		if err := conn.Policy.Validate(); err != nil {
			return nil, fmt.Errorf("connection %s: %w", name, err)
		}
	}
	getenv := cfg.Getenv
	if getenv == nil {
		getenv = processEnv
	}
	c := &Connector{
		registry: reg,
		checker:  schema.NewChecker(schema.NewTypes(types...)),
		store: &connection.Store{
			Given: cfg.Connections, Getenv: getenv,
			ConfigFile: cfg.ConfigFile, ConnectionsFile: cfg.ConnectionsFile,
		},
		userAgent: userAgent(cfg.Application),
		log:       callLog{cfg.Logger},
		onRetry:   cfg.OnRetry,
		clock:     wallClock{},
	}
	var err error
	if c.audit, err = newAuditor(cfg.Audit, cfg.Logger, func() time.Time { return c.clock.Now() }); err != nil {
		return nil, err
	}
	c.handler = chain(cfg.Middleware, c.last)
	c.redactor = c.redact
	return c, nil
}

// Builtin is the registry of the actions that come with the module. It reads
// nothing.
func Builtin() registry.Registry {
	return registry.NewWithLexicon(actions.Files, actions.Index, actions.Lexicon)
}

// Registry is the set of actions that the connector knows.
func (c *Connector) Registry() registry.Registry { return c.registry }

// Types finds the shared types that the actions' schemas refer to.
func (c *Connector) Types() *schema.Types { return c.checker.Types() }

// Connections returns the names of the connections there are, sorted.
func (c *Connector) Connections() ([]string, error) { return c.store.Names() }

// Warnings are what a person should know about how a connection is written down, such
// as a secret that stands in its file. An unknown connection has none.
func (c *Connector) Warnings(connection string) []string {
	conn, err := c.store.Find(connection)
	if err != nil {
		return nil
	}
	return conn.Warnings
}

// RunAction runs an action on a connection. params may be nil.
func (c *Connector) RunAction(ctx context.Context, connection, action string, params map[string]any) (*Result, error) {
	return c.Do(ctx, Call{Connection: connection, Action: action, Params: params})
}

// defaultConnector serves RunAction at package level; opened on first use.
var defaultConnector = sync.OnceValues(func() (*Connector, error) { return Open(Config{}) })

// RunAction runs an action on a connection of the zero Config: "env" for
// DATABRICKS_HOST and the variables beside it, a name in connections.yaml, or a
// profile of ~/.databrickscfg.
func RunAction(ctx context.Context, connection, action string, params map[string]any) (*Result, error) {
	c, err := defaultConnector()
	if err != nil {
		return nil, err
	}
	return c.RunAction(ctx, connection, action, params)
}
