# The base brings certificates and a user without rights, and nothing that runs.
ARG BASE=gcr.io/distroless/static-debian12:nonroot
FROM ${BASE}
ARG TARGETPLATFORM
COPY ${TARGETPLATFORM}/actionctl-worker /usr/bin/actionctl-worker
COPY LICENSE .build/worker/NOTICES /usr/share/doc/actionctl-worker/
ENTRYPOINT ["/usr/bin/actionctl-worker"]
