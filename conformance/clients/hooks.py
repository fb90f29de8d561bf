"""What schemathesis has to be told to try every operation of the gateway."""

import json

import schemathesis


@schemathesis.serializer("application/x-ndjson")
def lines(ctx, value):
    """Write a value as one line of JSON, or a list as a line for each of its items."""
    values = value if isinstance(value, list) else [value]
    return b"".join(json.dumps(each).encode() + b"\n" for each in values)
