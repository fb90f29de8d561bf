package connection

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var classes = []string{"read", "write", "cost", "privileged", "destructive"}

func TestModes(t *testing.T) {
	for mode, allowed := range map[Mode][]string{
		ReadOnly:   {"read"},
		Safe:       {"read", "write"},
		DeleteSafe: {"read", "write", "cost", "privileged"},
		FullAccess: classes,
		"":         classes,
	} {
		for _, class := range classes {
			err := Policy{Mode: mode}.Check("an_action", class)
			if slices.Contains(allowed, class) {
				assert.NoError(t, err, "%s %s", mode, class)
				continue
			}
			require.ErrorIs(t, err, ErrRefused, "%s %s", mode, class)
			var refusal *PolicyError
			require.ErrorAs(t, err, &refusal)
			assert.Equal(t, class, refusal.Class)
			assert.Equal(t, "mode "+string(mode), refusal.Rule)
		}
	}
}

// The text names the rule, the class and what would let the action run.
func TestPolicyErrors(t *testing.T) {
	for _, c := range []struct {
		name   string
		policy Policy
		class  string
		want   string // "" where it runs
	}{
		{"mode", Policy{Mode: Safe}, "destructive", "delete_x: the policy refuses this destructive action by mode safe; mode full_access would allow it, and so would its name in allow"},
		{"narrowest mode", Policy{Mode: Safe}, "cost", "delete_x: the policy refuses this cost action by mode safe; mode delete_safe would allow it, and so would its name in allow"},
		{"read only", Policy{Mode: ReadOnly}, "write", "delete_x: the policy refuses this write action by mode read_only; mode safe would allow it"},
		{"unknown class", Policy{Mode: DeleteSafe}, "odd", "delete_x: the policy refuses this odd action by mode delete_safe; mode full_access would allow it, and so would its name in allow"},
		{"unknown class, all allowed", Policy{}, "odd", ""},
		{"allow widens", Policy{Mode: Safe, Allow: []string{"get_*", "delete_?"}}, "destructive", ""},
		{"allow of another", Policy{Mode: Safe, Allow: []string{"delete_y"}}, "destructive", "delete_x: the policy refuses this destructive action by mode safe; mode full_access would allow it, and so would its name in allow"},
		{"allow does not narrow", Policy{Allow: []string{"get_*"}}, "destructive", ""},
		{"read only wins over allow", Policy{Mode: ReadOnly, Allow: []string{"*"}}, "write", "delete_x: the policy refuses this write action by mode read_only; mode safe would allow it; its name in allow does not widen read_only"},
		{"deny wins over allow", Policy{Allow: []string{"*"}, Deny: []string{"get_*", "delete_*"}}, "read", `delete_x: the policy refuses this read action by deny "delete_*"; take it out of deny`},
		{"deny and mode", Policy{Mode: Safe, Deny: []string{"*"}}, "cost", `delete_x: the policy refuses this cost action by deny "*"; take it out of deny and use mode delete_safe`},
		{"deny of another", Policy{Deny: []string{"delete"}}, "destructive", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			require.NoError(t, c.policy.Validate())
			err := c.policy.Check("delete_x", c.class)
			if c.want == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorIs(t, err, ErrRefused)
			assert.EqualError(t, err, c.want)
		})
	}
}

func TestPolicyErrorNamesItsConnection(t *testing.T) {
	err := &PolicyError{Connection: "prod", Action: "a", Class: "cost", Rule: "mode safe", Cure: "no"}
	assert.EqualError(t, err, "a: connection prod refuses this cost action by mode safe; no")
}

// A policy that makes no sense is an error, and lets nothing run.
func TestPoliciesWithoutSense(t *testing.T) {
	for name, c := range map[string]struct {
		policy Policy
		want   string
	}{
		"mode":        {Policy{Mode: "readonly"}, `policy: mode "readonly" is not one of read_only, safe, delete_safe, full_access`},
		"deny":        {Policy{Deny: []string{"delete_*", "put_["}}, `policy: deny: "put_[" is no glob; it names actions, such as delete_* or get_api_2_1_clusters_list`},
		"allow":       {Policy{Allow: []string{`x\`}}, `policy: allow: "x\\" is no glob; it names actions, such as delete_* or get_api_2_1_clusters_list`},
		"empty":       {Policy{Deny: []string{""}}, `policy: deny: "" is no glob; it names actions, such as delete_* or get_api_2_1_clusters_list`},
		"confirm":     {Policy{Confirm: []string{"cost", "read"}}, `policy: confirm: "read" is not one of write, cost, privileged, destructive`},
		"late in one": {Policy{Deny: []string{"delete_*[a-"}}, `policy: deny: "delete_*[a-" is no glob; it names actions, such as delete_* or get_api_2_1_clusters_list`},
	} {
		t.Run(name, func(t *testing.T) {
			assert.EqualError(t, c.policy.Validate(), c.want)
			err := c.policy.Check("get_x", "read")
			require.EqualError(t, err, c.want)
			assert.NotErrorIs(t, err, ErrRefused)
		})
	}
}

func TestPoliciesAsk(t *testing.T) {
	p := Policy{Confirm: []string{"destructive", "privileged"}}
	require.NoError(t, p.Validate())
	assert.True(t, p.Asks("destructive"))
	assert.True(t, p.Asks("privileged"))
	assert.True(t, p.Asks("of tomorrow"), "a class that is not known")
	assert.False(t, p.Asks("cost"))
	assert.False(t, p.Asks("read"))
	assert.False(t, Policy{}.Asks("destructive"))
	assert.False(t, Policy{}.Asks("of tomorrow"))
	require.NoError(t, p.Check("delete_x", "destructive"), "whether it is confirmed is another question")
}
