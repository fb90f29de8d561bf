// Package input reads the JSON and YAML that people write, and keeps the place of every
// value, so that what is wrong with one can point at its line.
//
// JSON is what is valid JSON; everything else is YAML. YAML is read as people of YAML
// 1.2 expect: only true and false are booleans, dates are text, a number whose digits
// another reader would change (0o17, 1_000, 012) is refused, and what stands unquoted
// where the schema wants text is that text (spark_version: 15.4). Names may stand once.
// Aliases are allowed within bounds.
package input
