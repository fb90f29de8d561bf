// Package sandbox is an embedded workspace that answers from the descriptors alone:
// for demos, for our tests and for the tests of programs that use the connector.
//
//	box := sandbox.New(reg, types)
//	conn := box.Connection()         // in-process, no socket
//	srv := httptest.NewServer(box)   // or over a real one; send sandbox.Token
//
// It remembers: what a create makes, the actions of the same collection show, list,
// change and delete, with the service's errors for what is missing and for what is
// there already. Work that an action starts goes through its states, one for each
// read of the resource, never by time. A fresh sandbox has some items in every
// collection, made from the examples of the schemas. Open says how many, how work
// ends, what fails, and which file keeps it all between processes; docs/sandbox.md is
// the guide. Which action does what is worked out from the descriptors: package world
// has the tables, and no code for any endpoint.
//
// # Contract
//
// A request is read from its method, escaped path, query, headers and body, and put
// together to the parameters that the caller must have meant. They are then checked
// strictly against the action's schema. A refusal is a 400 with the envelope
//
//	{"error_code": "INVALID_PARAMETER_VALUE", "message": "…"}
//
// whose message names every problem. Other statuses: 404 ENDPOINT_NOT_FOUND for a
// path that no action has, 405 METHOD_NOT_ALLOWED (with Allow) for a path that has
// other methods, 401 UNAUTHENTICATED without a bearer token, 403 PERMISSION_DENIED
// with a wrong one, 500 INTERNAL_ERROR when the descriptor itself is at fault. A
// file's preconditions answer 412 and 416 as net/http does. An action without
// credentials refuses requests that carry some.
//
// What the world refuses is 404 RESOURCE_DOES_NOT_EXIST, 409 RESOURCE_ALREADY_EXISTS
// or 400 DIRECTORY_NOT_EMPTY, unless the action's errors say that its endpoint words
// it otherwise; the message names the item, and up to three that are there.
//
// An answer is the resource in the form of the response schema: what the schema has no
// place for is left out, what it requires is filled in. Actions that look at no
// resource answer with an example of the schema in which every field that the request
// named, at the top or one level below, has the request's value. Secrets are given
// back by the one action that does so in the service. An answer always satisfies the
// response schema. Lists page by their paginate block. A parameter that is the example
// of its own schema means the first seeded item. Every answer has an X-Request-Id. The
// size and hash of an upload come back as X-Sandbox-Body-Bytes and
// X-Sandbox-Body-Sha256; files keep 64 MiB at most, more is a 413.
//
// # Why
//
// The package never imports the runtime: it reads requests by code of its own, so
// that a mistake of the encoders shows instead of being made twice. Where HTTP lets
// a reader be lenient it is strict: empty and dot segments, an encoded slash in a
// path of several segments, a scalar given twice, a body or a Content-Type that
// nobody asked for, fewer bytes than announced are all refused.
//
// Routing needs only the index, so the first request decodes one descriptor, not
// all. A template is taken to span several segments when its last parameter follows
// its literal without a slash, as in /api/2.0/fs/files{file_path}; other parameters
// are whole segments. Of actions that differ only in a parameter's name the first
// by name answers.
package sandbox
