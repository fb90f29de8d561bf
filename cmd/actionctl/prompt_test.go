//go:build unix

package main

import (
	"os"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/assert"
)

// atTerminal runs actionctl in front of a person, in an empty home.
func atTerminal(t *testing.T, env []string, args ...string) *person {
	t.Helper()
	cmd := exec.Command("actionctl", args...)
	cmd.Dir = t.TempDir()
	cmd.Env = append([]string{"PATH=" + os.Getenv("PATH"), "HOME=" + cmd.Dir, "TERM=xterm", "NO_COLOR=1"}, env...)
	return newPerson(t, cmd)
}

func TestAsksForWhatIsMissing(t *testing.T) {
	c := atTerminal(t, nil, "run", "-c", "sandbox", "--dry-run", "post_api_2_0_git_credentials", "data.git_username=me and you")
	c.expect(`Required values are missing`)
	c.expect(`data.git_provider \(string\)`)
	c.expect("> $")
	c.send("\n")
	c.expect("it is required")
	c.send("gitHub\n")
	c.expect(`"git_provider": "gitHub"`)
	assert.Contains(t, c.screen(), "Without questions:\r\n  actionctl run -c sandbox --dry-run post_api_2_0_git_credentials 'data.git_username=me and you' data.git_provider=gitHub\r\n")
	assert.Equal(t, exitOK, c.exit())
}

func TestAnswersAreCheckedAtOnce(t *testing.T) {
	c := atTerminal(t, nil, "run", "-c", "sandbox", "--dry-run", "get_api_2_2_jobs_get")
	c.expect(`job_id \(integer\)`)
	c.send("seven\n")
	c.expect(`expected an integer .*\r\n> $`)
	c.send("9223372036854775807\n")
	c.expect(`job_id=9223372036854775807`)
	assert.Equal(t, exitOK, c.exit())
}

func TestChoicesHaveNumbers(t *testing.T) {
	c := atTerminal(t, nil, "run", "-c", "sandbox", "--dry-run", "post_api_2_0_secrets_acls_put")
	c.expect(`data.permission \(a number or a value of these\)`)
	c.expect(`  1  MANAGE\r\n  2  READ\r\n  3  WRITE\r\n> $`)
	c.send("4\n")
	c.expect(`> $`)
	c.send("2\n")
	c.expect(`data.principal`)
	c.send("users\n")
	c.expect(`data.scope`)
	c.send("s\n")
	c.expect(`data.permission=READ data.principal=users data.scope=s\r\n`)
	assert.Equal(t, exitOK, c.exit())
}

func TestListsAndObjectsAreAskedAsJSONOrYAML(t *testing.T) {
	c := atTerminal(t, nil, "run", "-c", "sandbox", "--dry-run", "post_api_2_0_libraries_install")
	c.expect(`data.cluster_id`)
	c.send("0101-1\n")
	c.expect(`data.libraries \(list of object, as JSON or YAML, or @FILE\)`)
	c.send("{pypi\n")
	c.expect(`neither JSON nor YAML.*\r\n> $`)
	c.send("[{pypi: {package: simplejson}}]\n")
	c.expect(`'data.libraries:=\[\{pypi: \{package: simplejson\}\}\]'`)
	c.expect(`"package": "simplejson"`)
	assert.Equal(t, exitOK, c.exit())
}

// activation wants a secret.
const activation = "get_api_2_1_unity_catalog_public_data_sharing_activation_by_activation_url"

func TestSecretsAreNotShown(t *testing.T) {
	c := atTerminal(t, nil, "run", "-c", "sandbox", "--dry-run", activation)
	c.expect(`activation_url \(string; it is not shown\)`)
	c.expect("> $")
	c.send("@hunter2\n")
	c.expect(`'activation_url=…'`)
	assert.Equal(t, exitOK, c.exit())
	assert.NotContains(t, c.screen(), "hunter2")
}

// TestTheTerminalShowsAgain ends the question for a secret in every way and asks the
// terminal whether it still hides what is typed.
func TestTheTerminalShowsAgain(t *testing.T) {
	for _, ending := range []string{"\x03", "\x04", "secret\n"} {
		cmd := exec.Command("sh", "-c", "trap : INT; actionctl run -c sandbox --dry-run "+activation+"; stty -a; echo DO''NE")
		cmd.Dir = t.TempDir()
		cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + cmd.Dir, "TERM=xterm"}
		c := newPerson(t, cmd)
		c.expect("it is not shown")
		c.expect("> $")
		c.send(ending)
		c.expect("DONE")
		assert.Regexp(t, `[ \n]echo `, c.screen(), "after %q", ending)
		c.exit()
	}
}

func TestInterruptAndEndOfInput(t *testing.T) {
	c := atTerminal(t, nil, "run", "-c", "sandbox", "get_api_2_2_jobs_get")
	c.expect("> $")
	c.send("\x03")
	assert.Equal(t, exitInterrupted, c.exit())

	c = atTerminal(t, nil, "run", "-c", "sandbox", "get_api_2_2_jobs_get")
	c.expect("> $")
	c.send("\x04")
	c.expect("the question was not answered; nothing was sent")
	assert.Equal(t, exitUsage, c.exit())
}

func TestNobodyIsAsked(t *testing.T) {
	for name, how := range map[string]struct {
		env  []string
		args []string
	}{
		"by a flag":        {nil, []string{"--no-input"}},
		"by a variable":    {[]string{"ACTIONCTL_NO_INPUT=1"}, nil},
		"in a build":       {[]string{"CI=true"}, nil},
		"for JSON errors":  {nil, []string{"-o", "json"}},
		"for wrong values": {nil, []string{"page_token:={}"}},
		"without a check":  {nil, []string{"--no-validate"}},
		"from standard in": {nil, []string{"page_token=@-"}},
	} {
		t.Run(name, func(t *testing.T) {
			c := atTerminal(t, how.env, append([]string{"run", "-c", "sandbox", "get_api_2_2_jobs_get"}, how.args...)...)
			if name == "from standard in" {
				c.send("x\x04\x04")
			}
			assert.NotEqual(t, exitOK, c.exit())
			assert.NotContains(t, c.screen(), "values are missing")
		})
	}
}
