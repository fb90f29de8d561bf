// Package schema checks values against JSON Schema and explains what is wrong with
// them. It knows nothing of actions: it gets documents and values.
//
// github.com/santhosh-tekuri/jsonschema/v5 decides; this package stands before it
// and behind it. Before: Normalize turns any Go value into JSON kinds once, so that
// nothing the library cannot take ever reaches it. Behind: every leaf of its error
// tree becomes one Problem with a JSON pointer, what was expected, what was found
// and the nearest valid name, in a fixed order.
//
// # Choices
//
// Documents live under made-up URLs, action:///types/sql/QueryFilter, so that
// $ref: /types/sql/QueryFilter resolves by RFC 3986 without rewriting; nothing is
// ever read from a file or the network. One shared type is one schema resource, cut
// out of its service's YAML file by its name, so that an action pays for the types
// it uses and no more.
//
// Documents are compiled as draft 7. Lint allows only keywords that mean the same
// there as in 2020-12 and only annotations beside $ref, and draft 7 compiles in
// well under half the time.
//
// An integer is accepted as a number or as a decimal string within 64 bits, as the
// service itself does; the rewriting happens here, descriptors just say integer.
// Its bounds, enum and const hold for both forms. A decimal string fits two branches
// of a oneOf that offers an integer and a string: such a choice is an anyOf.
//
// A null stands for "not there" when a value is checked: an optional field may be
// null and reaches the wire as null, a required one that is null is missing.
//
// Of several branches none of which fits, the problems of one are reported: the one
// whose kind, then whose const, then whose names of members the value has. Whatever
// is valid when checked strictly is valid with unknown names allowed.
//
// A problem shows a value only if it is a scalar and no document on the way to it,
// in any branch, is marked as secret.
package schema
