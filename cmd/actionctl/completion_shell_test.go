//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// interactive are the shells with what makes them load the script and answer Ctrl-O
// with the line as it stands: LINE<…>.
var interactive = map[string]struct {
	args  []string
	setup string
}{
	"bash": {[]string{"--norc", "--noprofile", "-i"},
		`PS1='> '; bind 'set bell-style none'; bind 'set enable-bracketed-paste off'; source <(actionctl completion bash); bind -x '"\C-o": printf "\nLINE<%s>\n" "$READLINE_LINE"'; echo REA''DY` + "\n"},
	"zsh": {[]string{"-f", "-i"},
		`PS1='> '; unsetopt beep zle_bracketed_paste; unset zle_bracketed_paste; autoload -U compinit; compinit -u -D; source <(actionctl completion zsh); shown() { print; print -r -- "LINE<$BUFFER>" }; zle -N shown; bindkey '^O' shown; echo REA''DY` + "\n"},
	"fish": {[]string{"--no-config", "-i"},
		`function fish_prompt; echo '> '; end; actionctl completion fish | source; bind \co 'echo; echo "LINE<"(commandline)">"'; echo REA''DY` + "\n"},
}

// TestCompletionInShells types into real shells and presses the tabulator.
func TestCompletionInShells(t *testing.T) {
	for shell, how := range interactive {
		t.Run(shell, func(t *testing.T) {
			program, err := exec.LookPath(shell)
			if err != nil {
				t.Skipf("%s is not installed; with apt: apt-get install %s", shell, shell)
			}
			home := t.TempDir()
			require.NoError(t, os.WriteFile(filepath.Join(home, "cluster.json"), nil, 0o600))
			require.NoError(t, os.Mkdir(filepath.Join(home, "folder"), 0o700))
			require.NoError(t, os.WriteFile(filepath.Join(home, "folder", "with blank.csv"), nil, 0o600))
			require.NoError(t, os.WriteFile(filepath.Join(home, ".databrickscfg"), []byte("[staging]\nhost = https://staging.example.com\ntoken = dapi-hunter2\n"), 0o600))
			cmd := exec.Command(program, how.args...)
			cmd.Dir = home
			cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + home, "TERM=dumb", "LANG=C.UTF-8", "XDG_CONFIG_HOME=" + home, "XDG_DATA_HOME=" + home}
			if shell != "bash" {
				cmd.Env = append(cmd.Env, "TERM=xterm")
			}
			c := newPerson(t, cmd)
			c.send(how.setup)
			c.expect("READY")
			for typed, want := range map[string]string{
				"actionctl ru": "actionctl run ",
				"actionctl run post_api_2_1_clusters_cre":                           "actionctl run post_api_2_1_clusters_create ",
				"actionctl run post_api_2_1_clusters_create data.spark_ver":         "actionctl run post_api_2_1_clusters_create data.spark_version=",
				"actionctl run post_api_2_1_clusters_create data.autos":             "actionctl run post_api_2_1_clusters_create data.autoscale.",
				"actionctl run post_api_2_1_clusters_create data.autoscale.mi":      "actionctl run post_api_2_1_clusters_create data.autoscale.min_workers=",
				"actionctl run post_api_2_1_clusters_create data.runtime_engine=PH": "actionctl run post_api_2_1_clusters_create data.runtime_engine=PHOTON ",
				"actionctl run post_api_2_1_clusters_create data.is_single_node=t":  "actionctl run post_api_2_1_clusters_create data.is_single_node=true ",
				"actionctl run post_api_2_1_clusters_create data.is_single_node:=t": "actionctl run post_api_2_1_clusters_create data.is_single_node:=true ",
				"actionctl run post_api_2_1_clusters_create data.autoscale:=@cl":    "actionctl run post_api_2_1_clusters_create data.autoscale:=@cluster.json ",
				"actionctl run post_api_2_2_jobs_create data.tasks.0.ta":            "actionctl run post_api_2_2_jobs_create data.tasks.0.task_key=",
				"actionctl run put_api_2_0_fs_filesby_file_path data=@cl":           "actionctl run put_api_2_0_fs_filesby_file_path data=@cluster.json ",
				"actionctl run put_api_2_0_fs_filesby_file_path data=@fo":           "actionctl run put_api_2_0_fs_filesby_file_path data=@folder/",
				"actionctl run put_api_2_0_fs_filesby_file_path data=@folder/w":     `actionctl run put_api_2_0_fs_filesby_file_path data=@folder/with\ blank.csv `,
				"actionctl run post_api_2_1_clusters_create --data @cl":             "actionctl run post_api_2_1_clusters_create --data @cluster.json ",
				"actionctl run -c sta":                         "actionctl run -c staging ",
				"actionctl run --connection=sta":               "actionctl run --connection=staging ",
				"actionctl run -o ya":                          "actionctl run -o yaml ",
				"actionctl list --service comp":                "actionctl list --service compute ",
				"actionctl list --safety pri":                  "actionctl list --safety privileged ",
				"actionctl connections show sta":               "actionctl connections show staging ",
				"actionctl describe post_api_2_1_clusters_cre": "actionctl describe post_api_2_1_clusters_create ",
				"actionctl completion fi":                      "actionctl completion fish ",
				"actionctl run get_api_2_2_jobs_get job_id=$(touch made) 'with blank' page":  "actionctl run get_api_2_2_jobs_get job_id=$(touch made) 'with blank' page_token=",
				"actionctl run post_api_2_2_jobs_create data.tasks.":                         "actionctl run post_api_2_2_jobs_create data.tasks.0.",
				"actionctl run post_api_2_2_jobs_create data.tasks.0.task_key=a data.tasks.": "actionctl run post_api_2_2_jobs_create data.tasks.0.task_key=a data.tasks.1.",
			} {
				c.send("\x15" + typed + "\t\x0f")
				assert.Equal(t, want, c.expect("LINE<(.*?)>")[1], typed)
			}
			assert.NoFileExists(t, filepath.Join(home, "made"), "completing evaluates what was typed")

			// what there is to choose from, with what it means
			c.send("\x15actionctl run post_api_2_1_clusters_create data.auto\t\t")
			c.expect("data.autoscale")
			c.expect("Bounds for automatic scaling")
			assert.NotContains(t, c.screen(), "hunter2")
		})
	}
}
