package main

import (
	"errors"

	"github.com/spf13/cobra"
)

// batchOptions are the flags of batch.
type batchOptions struct {
	runOptions          // of which batch has some
	file         string // - is standard input
	concurrency  int
	ordered      bool
	stopOnError  bool
	journal      string
	retryUnknown bool
	yes          bool
	retryFailed  bool
}

func (a *app) newBatch() *cobra.Command {
	var o batchOptions
	cmd := &cobra.Command{
		Use:   "batch FILE",
		Short: "Run many calls, given as JSON lines",
		Long: `Run the calls of a file, or of standard input with -, several at a time.

A line is a call, and for each call comes a line as soon as it has ended:

  {"id": "a", "action": "get_api_2_1_clusters_get", "params": {"cluster_id": "…"}}
  {"id":"a","action":"get_api_2_1_clusters_get","outcome":"done","status":200,"data":{…}}

Only action is needed. Beside params there are connection, wait (true: follow the work
to its end) and all (true: read all pages). A line without id is known by its number.
outcome is done, failed, or unknown: the service may have acted, or the work goes on.

With --journal a batch that was broken off, killed even, is run again with the same
command: what was done is not done again, work that was started is waited for, and a
call of which nobody knows whether the service acted is reported, not repeated.

Exit codes: 0 all done, 2 the only failures are lines and parameters that were refused,
7 some calls failed, 1 the input, output or journal failed, 130 interrupted.`,
		Example: `  actionctl batch calls.jsonl -c prod > results.jsonl
  actionctl batch calls.jsonl -c prod --journal calls.journal --output-file results.jsonl
  generate | actionctl batch - --concurrency 32`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("batch needs one file of calls, or - for standard input; found %d arguments", len(args))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			o.file = args[0]
			return a.batch(cmd.Context(), &o)
		},
	}
	f := cmd.Flags()
	f.StringVarP(&o.connection, "connection", "c", "", "`NAME` of the connection of lines that name none")
	f.IntVar(&o.concurrency, "concurrency", 8, "`N` calls at a time")
	f.BoolVar(&o.ordered, "ordered", false, "print the results in the order of the calls")
	f.BoolVar(&o.stopOnError, "stop-on-error", false, "start no further call after one failed")
	f.StringVar(&o.journal, "journal", "", "keep in `FILE` what was sent and done, and do nothing twice")
	f.BoolVarP(&o.yes, "yes", "y", false, "confirm all calls, where the policy of a connection wants that")
	f.BoolVar(&o.retryUnknown, "retry-unknown", false, "repeat calls of which an earlier run did not learn whether the service acted")
	f.BoolVar(&o.retryFailed, "retry-failed", false, "repeat calls of an earlier run whose work ended in failure")
	f.BoolVar(&o.allowUnknown, "allow-unknown", false, "let names and enum values pass that the descriptor does not know")
	f.BoolVar(&o.noValidate, "no-validate", false, "do not check parameters against their schemas")
	f.StringVarP(&o.output, "output", "o", "jsonl", "`FORMAT` of the results: jsonl")
	f.StringVar(&o.outputFile, "output-file", "", "write the results to `FILE`; with --journal they are added to it")
	o.waiting.addHow(f)
	return cmd
}

func (o *batchOptions) check() error {
	var problems []error
	if o.output != "jsonl" {
		problems = append(problems, usagef("output %q: a batch prints JSON lines, jsonl", o.output))
	}
	if o.concurrency < 1 {
		problems = append(problems, usagef("--concurrency %d: at least 1 call runs at a time", o.concurrency))
	}
	if o.journal == "" && (o.retryUnknown || o.retryFailed) {
		problems = append(problems, usagef("--retry-unknown and --retry-failed go by the --journal of the earlier run; name it"))
	}
	for _, name := range []string{"journal", "output-file"} { // a variable that is not set
		if f := o.waiting.flags.Lookup(name); f.Changed && f.Value.String() == "" {
			problems = append(problems, usagef("--%s is empty; name a file, or leave it out", name))
		}
	}
	return errors.Join(append(problems, o.waiting.checkHow())...)
}
