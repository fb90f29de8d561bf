package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
)

// version is a thing and which one it is.
type version struct{ of, is string }

// modules are those whose versions decide about the figures.
var modules = []string{
	"github.com/go-resty/resty/v2",
	"github.com/santhosh-tekuri/jsonschema/v5",
	"gopkg.in/yaml.v3",
	"github.com/databricks/databricks-sdk-go",
}

// versions says what was measured on what. What is not there is left out.
func versions(ctx context.Context) ([]version, error) {
	all := []version{{"Go", runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH}}
	for _, m := range modules {
		is, err := output(ctx, "go", "list", "-m", "-f", "{{.Version}}", m)
		if err != nil {
			return nil, err
		}
		all = append(all, version{m, strings.TrimSpace(is)})
	}
	for _, program := range []string{"hyperfine", "curl"} {
		if _, err := exec.LookPath(program); err == nil {
			is, err := output(ctx, program, "--version")
			if err != nil {
				return nil, err
			}
			first, _, _ := strings.Cut(is, "\n")
			all = append(all, version{program, strings.TrimPrefix(first, program+" ")})
		}
	}
	if built := officialBuilt(); built != "" {
		all = append(all, version{"github.com/databricks/cli", built})
	}
	if text, err := os.ReadFile("/proc/sys/kernel/osrelease"); err == nil {
		all = append(all, version{"kernel", strings.TrimSpace(string(text))})
	}
	if text, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		all = append(all, version{"processors", strconv.Itoa(runtime.NumCPU()) + " of " + model(string(text))})
	}
	if text, err := os.ReadFile("/proc/loadavg"); err == nil {
		all = append(all, version{"load at the end, over 1, 5 and 15 minutes", strings.Join(strings.Fields(string(text))[:3], " ")})
	}
	return all, nil
}

// model is the processor's name in the text of /proc/cpuinfo.
func model(cpuinfo string) string {
	for line := range strings.Lines(cpuinfo) {
		if name, is, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(is)
		}
	}
	return "unknown make"
}

// officialBuilt is the version of the official command line that the part cold has built.
func officialBuilt() string {
	cache, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	built, err := filepath.Glob(filepath.Join(cache, "actionctl-bench", "*databricks*cli@*", "databricks"))
	if err != nil || len(built) == 0 {
		return ""
	}
	_, is, _ := strings.Cut(filepath.Base(filepath.Dir(built[len(built)-1])), "@")
	return is
}
