package main

import (
	"errors"

	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/log"
	"go.temporal.io/server/common/metrics"
	"go.temporal.io/server/common/persistence/sql"
	"go.temporal.io/server/common/persistence/sql/sqlplugin"
	"go.temporal.io/server/common/resolver"
)

// forgetMembers forgets the services of the process that had the file before. One that was
// killed has left them as if they lived, and the new ones would look for them for most of
// a minute.
func forgetMembers(db *config.SQL) error {
	admin, err := sql.NewSQLAdminDB(sqlplugin.DbKindMain, db, resolver.NewNoopResolver(), log.NewNoopLogger(), metrics.NoopMetricsHandler)
	if err != nil {
		return err
	}
	return errors.Join(admin.Exec("DELETE FROM cluster_membership"), admin.Close())
}
