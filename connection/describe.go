package connection

import "strconv"

// Info is a connection as people may see it: no field holds a secret.
type Info struct {
	Name     string    `json:"name"`
	Host     string    `json:"host"`
	AuthType string    `json:"auth_type"`
	Source   string    `json:"source"`
	Settings []Setting `json:"settings,omitempty"`
	Warnings []string  `json:"warnings,omitempty"`
}

// Describe says what the connection called name is made of and where each value was
// written. Nothing is contacted and no secret is read.
func (s *Store) Describe(name string) (*Info, error) {
	c, err := s.Find(name)
	if err != nil {
		return nil, err
	}
	name = c.Name
	given, ok := s.Given[name]
	info := &Info{Name: name, Host: c.Host, Source: c.Source, Warnings: c.Warnings}
	if ok {
		info.AuthType, info.Settings = "program", programSettings(c, given.Auth != nil)
		return info, nil
	}
	d, err := s.definition(name)
	if err != nil {
		return nil, err
	}
	k, err := kindOf(d.settings)
	if err != nil {
		return nil, err
	}
	if k != nil {
		info.AuthType = k.name
		if k.name != kindCLI {
			delete(d.settings, "profile")
		}
	}
	info.Settings = d.settings.public()
	return info, nil
}

// programSettings are the settings of a connection that a program brings.
func programSettings(c *Connection, signed bool) []Setting {
	s := settings{}
	put := func(key, text string) {
		if text != "" {
			s[key] = value{text: text, source: c.Source}
		}
	}
	put("host", c.Host)
	put("workspace_id", c.WorkspaceID)
	put("ca_file", c.CAFile)
	put("proxy", c.Proxy)
	put("policy.mode", string(c.Policy.Mode))
	if c.AllowUnknown {
		put("allow_unknown", "true")
	}
	if c.Rate > 0 {
		put("rate", strconv.FormatFloat(c.Rate, 'g', -1, 64))
	}
	if signed {
		put("auth", "set")
	}
	return s.public()
}
