// Package render writes answers as text: JSON, YAML, CSV, tables for people, and
// whatever a jq expression makes of them. Numbers keep all their digits in each of
// them, and what goes to a screen cannot steer it.
package render
