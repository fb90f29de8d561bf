// Package sandbox is an embedded workspace that answers from the descriptors alone:
// for demos, for our tests and for the tests of programs that use the connector.
//
//	box := sandbox.New(reg, types)
//	conn := box.Connection()         // in-process, no socket
//	srv := httptest.NewServer(box)   // or over a real one; send sandbox.Token
//
// It has no state: a request is decoded, checked and answered, and nothing of it is
// kept. What was created is not listed, what was deleted is still there, and a wait
// for a deletion ends only where the descriptor's states let it.
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
// An answer is an example of the response schema in which every field that the
// request named, at the top or one level below, has the request's value; secrets
// are not given back. It always satisfies the response schema. Lists have one item
// and no next page. An action that others poll shows the state that most of them
// wait for. Every answer has an X-Request-Id. An upload is not kept; its size and
// hash come back as X-Sandbox-Body-Bytes and X-Sandbox-Body-Sha256.
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
