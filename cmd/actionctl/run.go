package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/schema"
)

// runOptions are the flags of run.
type runOptions struct {
	action       string
	args         []string // NAME=VALUE …
	connection   string
	params       string // JSON, @FILE or -
	data         string // JSON, @FILE or -
	output       string
	outputFile   string
	allowUnknown bool
	noValidate   bool
	edit         bool
	key          string
	timeout      time.Duration
	look         lookFlags
	paging       pagingFlags
	waiting      waitingFlags
	confirming   confirmFlags
	seeing       seeingFlags
}

func (a *app) newRun() *cobra.Command {
	var o runOptions
	cmd := &cobra.Command{
		Use:   "run ACTION [NAME=VALUE …]",
		Short: "Run an action",
		Long: `Run an action and print its result.

  NAME=VALUE      sets a parameter; VALUE is converted by the parameter's schema
  NAME:=JSON      sets it to a JSON or YAML value; NAME:=@FILE reads it from a file
  NAME=@FILE      sets it to the content of a file (@- is standard input); a field that
                  wants base64 gets the file's bytes encoded, one that wants an object,
                  a list or a number what the JSON or YAML says
  data.a.b=VALUE  sets a field of the body; lists take NAME=VALUE several times, or
                  places as in data.tasks.0.task_key=main; a dot inside a name is \.

Arguments go over --data, which goes over --params. On a terminal, required values that
are missing are asked for; --no-input switches that off. --edit opens an editor, and
"actionctl skeleton ACTION" prints a file to fill in.`,
		Example: `  actionctl run get_api_2_1_clusters_list
  actionctl run -c prod post_api_2_2_jobs_run_now data.job_id=1234
  actionctl run put_api_2_0_fs_filesby_file_path file_path=/Volumes/main/raw/in/a.csv data=@a.csv
  actionctl run --dry-run post_api_2_1_clusters_create --data @cluster.json`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef("run needs the name of an action; find it with: actionctl search WORDS")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			o.action, o.args = args[0], args[1:]
			return a.settle(a.run(cmd.Context(), &o), !o.seeing.nothingSent())
		},
	}
	f := cmd.Flags()
	f.StringVarP(&o.connection, "connection", "c", "", "`NAME` of the connection: sandbox, env, one of connections.yaml or a profile (default: see actionctl connections --help)")
	f.StringVar(&o.params, "params", "", "all parameters as `JSON` or YAML, @FILE or - for standard input")
	f.StringVar(&o.data, "data", "", "the body as `JSON` or YAML, @FILE or - for standard input")
	o.look.add(f, &o.output)
	f.StringVar(&o.outputFile, "output-file", "", "write the result to `FILE` instead of standard output")
	o.seeing.add(f)
	f.BoolVar(&o.allowUnknown, "allow-unknown", false, "let names and enum values pass that the descriptor does not know")
	f.BoolVar(&o.noValidate, "no-validate", false, "do not check parameters against their schemas")
	f.BoolVar(&o.edit, "edit", false, "write the parameters in your editor (VISUAL or EDITOR); they are checked when you save")
	f.StringVar(&o.key, "idempotency-key", "", "`KEY` that makes repeats of this call one, where the action can tell")
	f.DurationVar(&o.timeout, "timeout", 0, "give up after this `DURATION`, such as 30s (default: no limit)")
	o.paging.add(f)
	o.waiting.add(f)
	o.confirming.add(f)
	return cmd
}

func (o *runOptions) check() error {
	if o.params == "-" && o.data == "-" {
		return usagef("--params and --data cannot both be read from standard input")
	}
	if o.timeout < 0 {
		return usagef("timeout %s is negative", o.timeout)
	}
	return errors.Join(o.seeing.check(), o.look.check(), o.paging.check(), o.waiting.check(), o.fitsStart())
}

func (o *runOptions) mode() schema.Mode {
	switch {
	case o.noValidate:
		return schema.Off
	case o.allowUnknown:
		return schema.AllowUnknown
	}
	return schema.Strict
}

func (a *app) run(ctx context.Context, o *runOptions) error {
	a.call = connector.Call{Connection: o.connection, Action: o.action, Validation: o.mode(), IdempotencyKey: o.key, Confirmed: o.confirming.yes, Timeout: o.timeout, List: o.paging.list}
	if err := o.check(); err != nil {
		return err
	}
	c, err := a.open()
	if err != nil {
		return err
	}
	in := &inputs{app: a, types: c.Types()}
	if in.action, err = c.Registry().Action(o.action); err != nil {
		return err
	}
	if err := o.waiting.fits(in.action); err != nil {
		return err
	}
	if err := o.paging.fits(c, in.action, o.waiting.wait, o.look.asItCame()); err != nil {
		return err
	}
	if err := o.look.fits(c, in.action, o); err != nil {
		return err
	}
	if err := a.gather(ctx, in, o); err != nil {
		return err
	}
	defer in.close()
	if !a.errorJSON { // whoever reads JSON expects an error object on stderr or nothing
		for _, w := range c.Warnings(o.connection) {
			fmt.Fprintln(a.Err, "actionctl: warning:", w)
		}
	}
	if o.seeing.nothingSent() {
		return a.show(ctx, c, o, in)
	}
	if err := checkOutputFile(o.outputFile); err != nil {
		return err
	}
	if err := a.confirm(ctx, c, in, o.confirming.yes); err != nil {
		return err
	}
	a.meterUpload()
	switch {
	case o.waiting.start:
		return a.runStart(ctx, c, o)
	case o.waiting.wait:
		return a.runWait(ctx, c, o)
	case o.paging.all():
		return a.runAll(ctx, c, o)
	}
	res, err := c.Do(ctx, a.call)
	a.live.Clear()
	if err != nil {
		return err
	}
	if err := a.printResult(ctx, res, headersOf(in.action), o); err != nil {
		return err
	}
	a.tellMore(c, res)
	return nil
}

// dryRun prints the request. That the policy would refuse it is said beside it: a plan
// is how one finds out.
func (a *app) dryRun(ctx context.Context, c *connector.Connector, o *runOptions) error {
	plan, err := a.plan(ctx, c, o)
	if err != nil {
		return err
	}
	if err := c.Permits(a.call); err != nil {
		fmt.Fprintln(a.Err, "actionctl: a real run would be refused:", err)
	}
	return a.printPlan(ctx, plan, o)
}
