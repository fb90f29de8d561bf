package registry

import "gopkg.in/yaml.v3"

func (r *reader) paginate(n *yaml.Node) *Paginate {
	var p Paginate
	number := func(dst **int) func(*yaml.Node) {
		return func(n *yaml.Node) { i := r.integer(n); *dst = &i }
	}
	r.mapping(n,
		key{"style", func(n *yaml.Node) { p.Style = PageStyle(r.text(n)) }},
		key{"send", func(n *yaml.Node) { p.Send = r.text(n) }},
		key{"read", func(n *yaml.Node) { p.Read = r.text(n) }},
		key{"read_else", func(n *yaml.Node) { p.ReadElse = r.text(n) }},
		key{"more", func(n *yaml.Node) { p.More = r.text(n) }},
		key{"items", func(n *yaml.Node) { p.Items = r.text(n) }},
		key{"items_else", func(n *yaml.Node) { p.ItemsElse = r.text(n) }},
		key{"header", func(n *yaml.Node) { p.Header = r.text(n) }},
		key{"distinct", func(n *yaml.Node) { p.Distinct = r.text(n) }},
		key{"limit", func(n *yaml.Node) { p.Limit = r.text(n) }},
		key{"max_limit", func(n *yaml.Node) { p.MaxLimit = r.integer(n) }},
		key{"send_limit", number(&p.SendLimit)},
		key{"first", number(&p.First)},
		key{"stop_on_empty", func(n *yaml.Node) { p.StopOnEmpty = r.truth(n) }},
		key{"next_request", func(n *yaml.Node) { p.NextRequest = r.text(n) }},
		key{"merge", func(n *yaml.Node) { p.Merge = r.texts(n) }},
		key{"merge_instead", func(n *yaml.Node) { p.MergeInstead = r.stringMap(n) }},
		key{"follow", func(n *yaml.Node) { p.Follow = r.follow(n) }},
	)
	return &p
}

func (r *reader) follow(n *yaml.Node) *Follow {
	var f Follow
	r.mapping(n,
		key{"action", func(n *yaml.Node) { f.Action = r.text(n) }},
		key{"with", func(n *yaml.Node) { f.With = r.stringMap(n) }},
	)
	return &f
}

func (r *reader) wait(n *yaml.Node) *Wait {
	var w Wait
	r.mapping(n,
		key{"poll", func(n *yaml.Node) { w.Poll = r.text(n) }},
		key{"with", func(n *yaml.Node) { w.With = r.stringMap(n) }},
		key{"state", func(n *yaml.Node) { w.State = r.text(n) }},
		key{"each", func(n *yaml.Node) { w.Each = r.waitEach(n) }},
		key{"success", func(n *yaml.Node) { w.Success = r.states(n) }},
		key{"failure", func(n *yaml.Node) { w.Failure = r.states(n) }},
		key{"stale", func(n *yaml.Node) { w.Stale = r.states(n) }},
		key{"success_when", func(n *yaml.Node) { w.SuccessWhen = r.successWhen(n) }},
		key{"not_found", func(n *yaml.Node) { w.NotFound = r.text(n) }},
		key{"result", func(n *yaml.Node) { w.Result = r.waitResult(n) }},
		key{"message", func(n *yaml.Node) { w.Message = r.text(n) }},
		key{"code", func(n *yaml.Node) { w.Code = r.text(n) }},
		key{"timeout", func(n *yaml.Node) { w.Timeout = r.text(n) }},
		key{"abort", func(n *yaml.Node) { w.Abort = r.follow(n) }},
		key{"parts", func(n *yaml.Node) { w.Parts = r.waitParts(n) }},
	)
	return &w
}

// states reads a list of strings or booleans.
func (r *reader) states(n *yaml.Node) []any {
	return list(r, n, func(c *yaml.Node) any {
		if c.Kind != yaml.ScalarNode || c.Tag != "!!str" && c.Tag != "!!bool" {
			r.unexpected(c, "a string or a boolean")
			return nil
		}
		return r.value(c)
	})
}

func (r *reader) successWhen(n *yaml.Node) map[string]map[string]any {
	m := map[string]map[string]any{}
	r.each(n, func(k, v *yaml.Node) { m[k.Value] = r.values(v) })
	return m
}

func (r *reader) waitEach(n *yaml.Node) *WaitEach {
	var e WaitEach
	r.mapping(n,
		key{"items", func(n *yaml.Node) { e.Items = r.text(n) }},
		key{"key", func(n *yaml.Node) { e.Key = r.text(n) }},
		key{"among", func(n *yaml.Node) { e.Among = r.text(n) }},
		key{"skip", func(n *yaml.Node) { e.Skip = r.values(n) }},
	)
	return &e
}

func (r *reader) waitResult(n *yaml.Node) *WaitResult {
	var w WaitResult
	r.mapping(n,
		key{"path", func(n *yaml.Node) { w.Path = r.text(n) }},
		key{"success", func(n *yaml.Node) { w.Success = r.texts(n) }},
		key{"failure", func(n *yaml.Node) { w.Failure = r.texts(n) }},
	)
	return &w
}

func (r *reader) waitParts(n *yaml.Node) *WaitParts {
	var p WaitParts
	r.mapping(n,
		key{"items", func(n *yaml.Node) { p.Items = r.text(n) }},
		key{"name", func(n *yaml.Node) { p.Name = r.text(n) }},
		key{"attempt", func(n *yaml.Node) { p.Attempt = r.text(n) }},
		key{"state", func(n *yaml.Node) { p.State = r.text(n) }},
		key{"failure", func(n *yaml.Node) { p.Failure = r.states(n) }},
		key{"result", func(n *yaml.Node) { p.Result = r.waitResult(n) }},
		key{"not_run", func(n *yaml.Node) { p.NotRun = r.texts(n) }},
		key{"message", func(n *yaml.Node) { p.Message = r.text(n) }},
		key{"output", func(n *yaml.Node) { p.Output = r.follow(n) }},
		key{"error", func(n *yaml.Node) { p.Error = r.text(n) }},
	)
	return &p
}
