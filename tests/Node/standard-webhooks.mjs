// The public client library, unchanged, signs for us. Run by tests/Ingestion/StandardWebhooksLibraryTests.cs, which starts
// the platform and says in the environment where it is and whose keys there are.
import assert from "node:assert/strict";
import { createHmac, randomUUID } from "node:crypto";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { Webhook } from "standardwebhooks";

const environment = name => process.env[name] ?? assert.fail(`${name} is not set`);
const url = environment("RAPOSA_URL");
const ours = { key: environment("RAPOSA_API_KEY"), secret: environment("RAPOSA_SIGNING_SECRET") };
const theirs = { key: environment("RAPOSA_OTHER_API_KEY"), secret: environment("RAPOSA_OTHER_SIGNING_SECRET") };
const revokedSecret = environment("RAPOSA_REVOKED_SIGNING_SECRET");
const token = environment("RAPOSA_TOKEN");

const minutes = 60_000;
const record = () => ({
  eventVersion: "1.09", eventID: randomUUID(), eventTime: new Date().toISOString().replace(/\.\d+Z/, "Z"),
  eventSource: "s3.amazonaws.com", eventName: "GetObject", awsRegion: "eu-west-1", sourceIPAddress: "198.51.100.7",
  userIdentity: { type: "IAMUser", arn: "arn:aws:iam::123456789012:user/ünïcode", accountId: "123456789012" },
});
const batch = records => JSON.stringify({ Records: records });

async function send(body, { id = `msg_${randomUUID()}`, at = new Date(), key = ours.key, secret = ours.secret, signed = body } = {}) {
  const answer = await fetch(`${url}/v1/ingest/cloudtrail`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-api-key": key,
      "webhook-id": id,
      "webhook-timestamp": Math.floor(at.getTime() / 1000).toString(),
      "webhook-signature": new Webhook(secret).sign(id, at, signed),
    },
    body,
  });
  return { status: answer.status, text: await answer.text() };
}

async function read(eventId) {
  const answer = await fetch(`${url}/v1/events/${encodeURIComponent(eventId)}`, { headers: { authorization: `Bearer ${token}` } });
  return { status: answer.status, body: await answer.json() };
}

const without = ({ traceId, ...rest }) => rest;

test("what the library signs is accepted and comes back equal", async () => {
  const records = [record(), record(), record()];

  const { status, text } = await send(batch(records));

  assert.equal(status, 202, text);
  assert.deepEqual((({ records, accepted, duplicate, rejected }) => ({ records, accepted, duplicate, rejected }))(JSON.parse(text)),
    { records: 3, accepted: 3, duplicate: 0, rejected: 0 });
  for (const one of records) {
    const stored = await read(one.eventID);
    assert.equal(stored.status, 200);
    assert.deepEqual(stored.body.record, one);
    assert.equal(stored.body.provenance, "signedBody");
  }
});

// The library signs text only, so compressed bytes are signed as its specification says, by hand.
test("what is signed is the bytes that travel, compressed or not", async () => {
  const one = record();
  const body = gzipSync(batch([one]));
  const id = `msg_${randomUUID()}`;
  const timestamp = Math.floor(Date.now() / 1000).toString();
  const signature = createHmac("sha256", Buffer.from(ours.secret.slice("whsec_".length), "base64"))
    .update(`${id}.${timestamp}.`).update(body).digest("base64");

  const answer = await fetch(`${url}/v1/ingest/cloudtrail`, {
    method: "POST",
    headers: {
      "content-type": "application/json", "content-encoding": "gzip", "x-api-key": ours.key,
      "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": `v1,${signature}`,
    },
    body,
  });

  assert.equal(answer.status, 202);
  assert.deepEqual((await read(one.eventID)).body.record, one);
});

test("a replay is answered as the first time", async () => {
  const body = batch([record()]);
  const id = `msg_${randomUUID()}`;

  const first = await send(body, { id });
  const second = await send(body, { id, at: new Date(Date.now() + 1000) });

  assert.equal(first.status, 202);
  assert.deepEqual(second, first);
});

test("the same message id with another body is a conflict", async () => {
  const id = `msg_${randomUUID()}`;
  assert.equal((await send(batch([record()]), { id })).status, 202);

  const other = await send(batch([record()]), { id });

  assert.equal(other.status, 409);
  assert.equal(JSON.parse(other.text).code, "message-id-reused");
});

test("every failed authentication gets one and the same 401, and nothing is stored", async () => {
  const one = record();
  const body = batch([one]);
  const changed = body.replace("198.51.100.7", "198.51.100.8");
  assert.equal(Buffer.byteLength(changed), Buffer.byteLength(body));

  const refusals = {
    "one byte of the body changed": await send(changed, { signed: body }),
    "an old timestamp": await send(body, { at: new Date(Date.now() - 6 * minutes) }),
    "a future timestamp": await send(body, { at: new Date(Date.now() + 6 * minutes) }),
    "another organization's key": await send(body, { key: theirs.key }),
    "another organization's secret": await send(body, { secret: theirs.secret }),
    "a revoked secret": await send(body, { secret: revokedSecret }),
    "no such key": await send(body, { key: `rpk_${"0".repeat(40)}_${"0".repeat(64)}` }),
  };

  const first = without(JSON.parse(refusals["an old timestamp"].text));
  assert.equal(first.code, "unauthorized");
  for (const [what, { status, text }] of Object.entries(refusals)) {
    assert.equal(status, 401, what);
    assert.deepEqual(without(JSON.parse(text)), first, what);
  }
  assert.equal((await read(one.eventID)).status, 404);
});

test("four minutes off either way are within what a clock may be", async () => {
  assert.equal((await send(batch([record()]), { at: new Date(Date.now() - 4 * minutes) })).status, 202);
  assert.equal((await send(batch([record()]), { at: new Date(Date.now() + 4 * minutes) })).status, 202);
});
