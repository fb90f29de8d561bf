package gateway

import (
	"mime"
	"net/http"
	"strconv"
	"strings"
)

// prefers is the media type among offers that the client likes best; the first one where
// it does not say.
func (x *exchange) prefers(offers ...string) (string, error) {
	given := strings.Join(x.r.Header.Values("Accept"), ",")
	if strings.TrimSpace(given) == "" {
		return offers[0], nil
	}
	best, liked := "", 0.0
	for _, offer := range offers {
		if q := liking(given, offer); q > liked {
			best, liked = offer, q
		}
	}
	if best == "" {
		return "", refuse(http.StatusNotAcceptable, "NOT_ACCEPTABLE", "the answer is %s; Accept: %s allows none of it",
			strings.Join(offers, " or "), harmless(given))
	}
	return best, nil
}

// liking is how much an Accept header likes a media type, 0 for not at all. What names
// it exactly counts before what names many.
func liking(accept, offer string) float64 {
	major, _, _ := strings.Cut(offer, "/")
	found, exact := 0.0, -1
	for part := range strings.SplitSeq(accept, ",") {
		kind, params, err := mime.ParseMediaType(part)
		if err != nil {
			continue
		}
		rank := -1
		switch kind {
		case offer:
			rank = 2
		case major + "/*":
			rank = 1
		case "*/*":
			rank = 0
		}
		if rank <= exact {
			continue
		}
		exact, found = rank, 1
		if q, err := strconv.ParseFloat(params["q"], 64); err == nil {
			found = q
		}
	}
	return found
}
