// Package canary plants a text that is easy to find in every place of a schema that is
// marked as secret, so that tests can search for it in everything that is printed.
package canary

// Value is what is planted. It is valid base64 too, since secret fields may ask for
// that, and every character of it stays as it is in JSON, in a URL and in a header.
const Value = "CanaryInTheCoalMine4711x"

// Number is what is planted where a secret is a number.
const Number = "4711471147114711"
