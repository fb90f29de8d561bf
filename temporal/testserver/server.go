package main

import (
	"errors"
	"fmt"
	"net"
	"os"
	"strconv"
	"time"

	"go.temporal.io/server/common/authorization"
	"go.temporal.io/server/common/cluster"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/dynamicconfig"
	"go.temporal.io/server/common/log"
	"go.temporal.io/server/common/persistence/sql/sqlplugin/sqlite"
	"go.temporal.io/server/common/testing/freeport"
	schema "go.temporal.io/server/schema/sqlite"
	"go.temporal.io/server/temporal"
)

const (
	clusterName = "active"
	namespace   = "default"
)

func newServer(host string, port int, file, level string) (temporal.Server, error) {
	c := configuration(host, port, file)
	if err := prepare(c.Persistence.DataStores[sqlite.PluginName].SQL, file); err != nil {
		return nil, fmt.Errorf("database: %w", err)
	}
	logger := log.NewZapLogger(log.BuildZapLogger(log.Config{Level: level}))
	return temporal.NewServer(
		temporal.WithConfig(c),
		temporal.ForServices(temporal.DefaultServices),
		temporal.WithLogger(logger),
		temporal.WithAuthorizer(authorization.NewNoopAuthorizer()),
		temporal.WithDynamicConfigClient(dynamicconfig.StaticClient{
			// search attributes can be used as soon as they are added
			dynamicconfig.ForceSearchAttributesCacheRefreshOnRead.Key(): []dynamicconfig.ConstrainedValue{{Value: true}},
		}),
	)
}

// prepare makes the tables of a new file, and the namespace.
func prepare(db *config.SQL, file string) error {
	if file != "" {
		_, err := os.Stat(file)
		if errors.Is(err, os.ErrNotExist) {
			err = schema.SetupSchema(db)
		}
		if err == nil {
			err = forgetMembers(db)
		}
		if err != nil {
			return err
		}
	}
	one, err := schema.NewNamespaceConfig(clusterName, namespace, false, nil)
	if err != nil {
		return err
	}
	return schema.CreateNamespaces(db, one)
}

// configuration is that of a server whose four services run in this process.
func configuration(host string, port int, file string) *config.Config {
	frontend := net.JoinHostPort(host, strconv.Itoa(port))
	db := &config.SQL{PluginName: sqlite.PluginName, DatabaseName: file, ConnectAttributes: map[string]string{"mode": "rwc"}}
	if file == "" {
		db.DatabaseName = "actionctl"
		db.ConnectAttributes = map[string]string{"mode": "memory", "cache": "shared"}
	}
	c := &config.Config{
		Persistence: config.Persistence{
			DefaultStore: sqlite.PluginName, VisibilityStore: sqlite.PluginName, NumHistoryShards: 1,
			DataStores: map[string]config.DataStore{sqlite.PluginName: {SQL: db}},
		},
		ClusterMetadata: &cluster.Config{
			FailoverVersionIncrement: 10, MasterClusterName: clusterName, CurrentClusterName: clusterName,
			ClusterInformation: map[string]cluster.ClusterInformation{
				clusterName: {Enabled: true, InitialFailoverVersion: 1, RPCAddress: frontend},
			},
		},
		DCRedirectionPolicy: config.DCRedirectionPolicy{Policy: "noop"},
		PublicClient:        config.PublicClient{HostPort: frontend},
		Archival: config.Archival{
			History:    config.HistoryArchival{State: "disabled"},
			Visibility: config.VisibilityArchival{State: "disabled"},
		},
		NamespaceDefaults: config.NamespaceDefaults{Archival: config.ArchivalNamespaceDefaults{
			History:    config.HistoryArchivalNamespaceDefaults{State: "disabled"},
			Visibility: config.VisibilityArchivalNamespaceDefaults{State: "disabled"},
		}},
		Services: map[string]config.Service{
			"frontend": service(host, port),
			"history":  service(host, freeport.MustGetFreePort()),
			"matching": service(host, freeport.MustGetFreePort()),
			"worker":   service(host, freeport.MustGetFreePort()),
		},
	}
	c.Global.Membership = config.Membership{MaxJoinDuration: 30 * time.Second, BroadcastAddress: host}
	return c
}

func service(host string, port int) config.Service {
	return config.Service{RPC: config.RPC{GRPCPort: port, MembershipPort: freeport.MustGetFreePort(), BindOnIP: host}}
}
