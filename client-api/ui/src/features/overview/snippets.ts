/** How to send with our own command. */
export function raposaSend(origin: string): string {
  return `./raposa send ./cloudtrail --key rpk_… --secret whsec_… --url ${origin}`;
}

/**
 * How to send with nothing but openssl and curl: the Standard Webhooks signature is an HMAC-SHA256 over
 * id.timestamp.body, with the key that stands in base64 behind whsec_.
 */
export function curlSend(origin: string): string {
  return `RAPOSA_KEY='rpk_…' RAPOSA_SECRET='whsec_…' FILE='cloudtrail.json'

id="msg_$(openssl rand -hex 12)" now="$(date +%s)"
key="$(printf %s "\${RAPOSA_SECRET#whsec_}" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \\n')"
signature="$({ printf '%s.%s.' "$id" "$now"; cat "$FILE"; } |
  openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | openssl base64 -A)"

curl '${origin}/v1/ingest/cloudtrail' --data-binary "@$FILE" \\
  -H 'content-type: application/json' -H "x-api-key: $RAPOSA_KEY" \\
  -H "webhook-id: $id" -H "webhook-timestamp: $now" -H "webhook-signature: v1,$signature"`;
}
