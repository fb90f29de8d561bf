package connector

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"sync"

	"github.com/actionctl/connector/actions"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/runtime"
	"github.com/actionctl/connector/schema"
)

// Config says what a connector works with. The zero value works: all built-in
// actions, connections from the environment and from ~/.databrickscfg.
type Config struct {
	// Actions are descriptors of your own, <service>/<name>.yaml, with shared types
	// in types/<service>.yaml. They add to the built-in ones; one that replaces a
	// built-in action says "replaces: true".
	Actions []fs.FS
	// Select narrows the actions, for instance
	//	func(r registry.Registry) registry.Registry { return r.Without("delete_*") }
	Select func(registry.Registry) registry.Registry
	// Connections by name. They go before the environment and before profiles.
	Connections map[string]connection.Connection
	// ConfigFile is the profile file; "" means DATABRICKS_CONFIG_FILE or
	// ~/.databrickscfg.
	ConfigFile string
	// Getenv reads the environment; nil means that of the process.
	Getenv func(string) string
	// Application names the program in the User-Agent, such as "billing/1.4".
	Application string
}

// Connector runs actions. It is safe for concurrent use; keep one, it holds the
// connection pools.
type Connector struct {
	registry  registry.Registry
	checker   *schema.Checker
	store     *connection.Store
	userAgent string
	clients   sync.Map // *connection.Connection: *runtime.Client
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
	getenv := cfg.Getenv
	if getenv == nil {
		getenv = processEnv
	}
	return &Connector{
		registry:  reg,
		checker:   schema.NewChecker(schema.NewTypes(types...)),
		store:     &connection.Store{Given: cfg.Connections, Getenv: getenv, ConfigFile: cfg.ConfigFile},
		userAgent: userAgent(cfg.Application),
	}, nil
}

// Builtin is the registry of the actions that come with the module. It reads
// nothing.
func Builtin() registry.Registry { return registry.New(actions.Files, actions.Index) }

// Registry is the set of actions that the connector knows.
func (c *Connector) Registry() registry.Registry { return c.registry }

// Types finds the shared types that the actions' schemas refer to.
func (c *Connector) Types() *schema.Types { return c.checker.Types() }

// Connections returns the names of the connections there are, sorted.
func (c *Connector) Connections() ([]string, error) { return c.store.Names() }

// RunAction runs an action on a connection. params may be nil.
func (c *Connector) RunAction(ctx context.Context, connection, action string, params map[string]any) (*Result, error) {
	return c.Do(ctx, Call{Connection: connection, Action: action, Params: params})
}

// Do runs a call and returns the answer. Errors, for errors.Is and errors.As:
// ErrUnknownAction, ErrUnknownConnection, ErrInvalid (a *schema.Error with all
// problems; nothing was sent), an *APIError (the service refused) whose kind is one
// of the Err variables, or a *SendError (no answer came).
func (c *Connector) Do(ctx context.Context, call Call) (*Result, error) {
	prepared, err := c.prepare(call, true)
	if err != nil {
		return nil, err
	}
	client, ok := c.clients.Load(prepared.connection)
	if !ok {
		client, _ = c.clients.LoadOrStore(prepared.connection, runtime.NewClient(prepared.connection))
	}
	if call.Timeout <= 0 {
		return client.(*runtime.Client).Do(ctx, prepared.action, prepared.plan)
	}
	ctx, cancel := context.WithTimeoutCause(ctx, call.Timeout, timeoutError(call.Timeout))
	res, err := client.(*runtime.Client).Do(ctx, prepared.action, prepared.plan)
	if res == nil || res.Stream == nil {
		cancel()
	} else {
		res.Stream = &cancelOnClose{res.Stream, cancel}
	}
	return res, err
}

// Plan returns the request that Do would send. It sends nothing and needs no token;
// printing the plan shows no secrets.
func (c *Connector) Plan(_ context.Context, call Call) (*Plan, error) {
	prepared, err := c.prepare(call, false)
	if err != nil {
		return nil, err
	}
	return prepared.plan, nil
}

// defaultConnector serves RunAction at package level; opened on first use.
var defaultConnector = sync.OnceValues(func() (*Connector, error) { return Open(Config{}) })

// RunAction runs an action on a connection of the zero Config: "env" for
// DATABRICKS_HOST and DATABRICKS_TOKEN, or a profile of ~/.databrickscfg.
func RunAction(ctx context.Context, connection, action string, params map[string]any) (*Result, error) {
	c, err := defaultConnector()
	if err != nil {
		return nil, err
	}
	return c.RunAction(ctx, connection, action, params)
}

// errNoAction is the error of a call that names none.
var errNoAction = errors.New("the call names no action")
