import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { answer, rig } from "../testing/index.ts";
import { hmac, sigV4 } from "./signed.ts";

const ok = answer(200);

test("an HMAC covers what leaves, at the moment in which it leaves", async () => {
  const credential = hmac({
    keyId: "k1",
    secret: "s",
    header: "x-signature",
    text: ({ method, url, body, timestamp }) => [timestamp, method, url.pathname, body].join("."),
    value: (signature, { timestamp }) => `t=${timestamp},v1=${signature}`,
  });
  const {
    start: send,
    sent,
    clock,
  } = rig({ credential, idempotency: { header: "Idempotency-Key" } }, answer(503, { "retry-after": "2" }), ok);
  const start = Math.floor(clock.now() / 1000);
  // Signatures are made outside the event loop: time is moved once the first answer is there, not before.
  const done = send({ method: "POST", body: '{"a":1}' });
  await expect.poll(() => sent).toHaveLength(1);
  await clock.advance(2000);
  await done;
  const want = [start, start + 2].map((at) => {
    const signature = createHmac("sha256", "s").update(`${at}.POST./things.{"a":1}`).digest("hex");
    return `t=${at},v1=${signature}`;
  });
  expect(sent.map(({ headers, body }) => [headers.get("x-signature"), body])).toEqual(
    want.map((value) => [value, '{"a":1}']),
  );
});

test("a body that can be read only once is refused, not signed as empty", async () => {
  const credential = hmac({ keyId: "k1", secret: "s", header: "x-signature", text: ({ body }) => body });
  const { start, sent } = rig({ credential }, ok);
  await expect(start({ method: "PUT", body: new Blob(["x"]).stream() })).rejects.toThrow(TypeError);
  expect(sent).toHaveLength(0);
});

test("Signature Version 4 names its scope and signs with the clock's time", async () => {
  const credential = sigV4({ accessKeyId: "AKID", secretAccessKey: "s", service: "execute-api", region: "eu-west-1" });
  const { start, sent } = rig({ credential }, ok);
  await start({ method: "PUT", body: "b" });
  expect(sent[0]?.headers.get("x-amz-date")).toBe("20300101T000000Z");
  expect(sent[0]?.headers.get("authorization")).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKID\/20300101\/eu-west-1\/execute-api\/aws4_request, SignedHeaders=[a-z;-]+, Signature=[\da-f]{64}$/,
  );
});
