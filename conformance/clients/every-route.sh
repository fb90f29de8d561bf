#!/usr/bin/env bash
# Goes through every route of the gateway at $URL with curl and $TOKEN, as a program that
# knows nothing but HTTP would, and through its OpenAPI document to see that none is left out.
set -euo pipefail

auth=(--header "Authorization: Bearer $TOKEN")
json=(--header 'Content-Type: application/json')
lines=(--header 'Content-Type: application/x-ndjson')
seen=$(mktemp)
answer=$(mktemp)
trap 'rm -f "$seen" "$answer"' EXIT

# expect OPERATION STATUS TEXT CURL-ARGUMENTS… asks, and wants the status and the text.
expect() {
  local operation=$1 status=$2 text=$3 got
  shift 3
  got=$(curl --silent --show-error --max-time 60 --output "$answer" --write-out '%{http_code}' "$@")
  if [ "$got" != "$status" ] || ! grep --quiet --fixed-strings -- "$text" "$answer"; then
    printf 'curl %s\nwanted %s with %s, got %s:\n' "$*" "$status" "$text" "$got" >&2
    cat "$answer" >&2
    exit 1
  fi
  echo "$operation" >>"$seen"
  echo "ok $operation"
}

expect health 200 ok "$URL/healthz"
expect ready 200 ready "$URL/readyz"
expect metrics 200 actionctl_ "${auth[@]}" "$URL/metrics"
expect openapi 200 '"3.1' "$URL/openapi.json"
expect connections 200 '"work"' "${auth[@]}" "$URL/v1/connections"
expect services 200 '"jobs"' "${auth[@]}" "$URL/v1/services"
expect actions 200 post_api_2_1_clusters_start "${auth[@]}" --get --data-urlencode 'q=start a cluster' "$URL/v1/actions"
expect action 200 cluster_id "${auth[@]}" "$URL/v1/actions/post_api_2_1_clusters_start"
expect plan 200 /api/2.2/jobs/create "${auth[@]}" "${json[@]}" "$URL/v1/plan" \
  --data '{"connection":"work","action":"post_api_2_2_jobs_create","params":{"data":{"name":"nightly"}}}'
expect run 200 job_id "${auth[@]}" "${json[@]}" "$URL/v1/run" \
  --data '{"connection":"work","action":"post_api_2_2_jobs_create","params":{"data":{"name":"nightly"}}}'
expect upload 200 '"status"' "${auth[@]}" --header 'Content-Type: application/octet-stream' --request POST --data-binary 'id,name' \
  "$URL/v1/upload?connection=work&action=put_api_2_0_fs_filesby_file_path&params=%7B%22file_path%22%3A%22%2FVolumes%2Fa%2Fb%2Fc.csv%22%7D"
expect run 200 id,name "${auth[@]}" "${json[@]}" "$URL/v1/run" \
  --data '{"connection":"work","action":"get_api_2_0_fs_filesby_file_path","params":{"file_path":"/Volumes/a/b/c.csv"}}'
expect wait 200 TERMINATED "${auth[@]}" "${json[@]}" "$URL/v1/wait" \
  --data '{"connection":"work","action":"post_api_2_2_jobs_run_now","params":{"data":{"job_id":1}},"interval":"10ms"}'
expect wait 200 'event: result' "${auth[@]}" "${json[@]}" --header 'Accept: text/event-stream' "$URL/v1/wait" \
  --data '{"connection":"work","action":"post_api_2_2_jobs_run_now","params":{"data":{"job_id":1}},"interval":"10ms"}'
expect items 200 '{"end":' "${auth[@]}" "${json[@]}" "$URL/v1/items" \
  --data '{"connection":"work","action":"get_api_2_2_jobs_list"}'
expect batch 200 job_id "${auth[@]}" "${lines[@]}" "$URL/v1/batch" \
  --data-binary '{"connection":"work","action":"get_api_2_2_jobs_get","params":{"job_id":1}}
'
expect abstra_connections 200 '"work"' "${auth[@]}" "$URL/connectors/connections"
expect abstra_actions 200 clusters "${auth[@]}" "$URL/connectors/connection/work/actions?search=clusters&page=0&pageSize=5"
expect abstra_action 200 payloadSchema "${auth[@]}" "$URL/connectors/connection/work/action/get_api_2_2_jobs_list"
expect abstra_execute 200 '"success"' "${auth[@]}" "${json[@]}" "$URL/connectors/connection/work/execute" \
  --data '{"connectionName":"work","actionName":"get_api_2_2_jobs_list","parameters":{"limit":1}}'
expect abstra_access_token 404 credentials "${auth[@]}" "$URL/connectors/connection/work/access-token"

curl --silent "$URL/openapi.json" >"$answer"
missing=$(grep --only-matching '"operationId": *"[^"]*"' "$answer" | cut -d'"' -f4 | grep --invert-match --line-regexp --fixed-strings --file "$seen" || true)
if [ -n "$missing" ]; then
  echo "no call goes to: $missing" >&2
  exit 1
fi
