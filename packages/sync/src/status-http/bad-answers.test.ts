import { isFailureError } from "@waybill/transport";
import { expect, test } from "vitest";
import { type Answer, base, hang, json, none, openStream, setup, target, told } from "../../test/status-server-rig.ts";
import { httpStatusDefaults } from "./settings.ts";

test.each<[string, Answer]>([
  ["no JSON", () => new Response("<html>Sign in</html>", { headers: { "content-type": "text/html" } })],
  ["null", () => json(null)],
  ["fewer targets", () => json({ snapshots: [] })],
  ["another target", told({ connection: "other" })],
  ["a number for a word", () => json({ snapshots: [{ ...base, phase: 3 }] })],
  ["a blocker that is none", () => json({ snapshots: [{ ...base, blocker: { kind: "auth" } }] })],
  ["a missing blocker", () => json({ snapshots: [{ ...base, blocker: undefined }] })],
  ["a revision beyond all numbers", () => new Response(JSON.stringify({ snapshots: [base] }).replace("5", "1e999"))],
  ["an answer without an end", () => new Response(endless())],
])("an answer that is %s is a failure to read, never a status", async (_, answer) => {
  const { clock, source, subscribe, heard, doubts } = setup({ "/events": [none], "/statuses": [answer] });
  subscribe();
  const reason: unknown = await source.snapshot(target).catch((error: unknown) => error);
  expect(isFailureError(reason) && ["contract", "too_large"].includes(reason.code)).toBe(true);
  await clock.advance(100);
  expect([heard.length, doubts.length]).toEqual([0, 1]);
});

function endless(): ReadableStream<Uint8Array> {
  const chunk = new TextEncoder().encode(" ".repeat(100_000));
  return new ReadableStream({ pull: (controller) => controller.enqueue(chunk) });
}

test.each(["event: snapshot\ndata: {}\n\n", "event: snapshot\ndata: nonsense\n\n", `data: ${"x".repeat(2_000_000)}`])(
  "a stream that says what nobody agreed on is given up",
  async (words) => {
    const stream = openStream();
    const { clock, doubts, subscribe } = setup({ "/events": [stream.answer] });
    subscribe();
    await clock.advance(0);
    stream.write(words);
    await clock.advance(100);
    expect(doubts).toHaveLength(1);
    expect(stream.cancelled()).toBe(true);
  },
);

test("requirement 14: words that a newer server knows are passed on, and events of a newer server are skipped", async () => {
  const stream = openStream();
  const { clock, heard, doubts, subscribe } = setup({ "/events": [stream.answer] });
  subscribe();
  await clock.advance(0);
  stream.write('retry: 10\nevent: weather\ndata: {"sunny":true}\n\n: a comment\n\n');
  stream.write(`event: snapshot\ndata: ${JSON.stringify({ ...base, phase: "dreaming", mood: "calm" })}\n\n`);
  await clock.advance(0);
  expect(heard).toEqual([{ ...base, phase: "dreaming" }]);
  expect(doubts).toEqual([]);
});

test("a question that hangs is given up after fifteen seconds", async () => {
  const { clock, source } = setup({ "/statuses": [hang] });
  const read = source.snapshot(target).catch((error: unknown) => error);
  await clock.advance(httpStatusDefaults.answerWithinMs);
  expect(await read).toMatchObject({ code: "timeout" });
  expect(clock.sleepers).toBe(0);
});

test("requirement 24: an action whose answer was lost is asked for again under the same key", async () => {
  const { clock, log, source } = setup({
    "/actions": [
      () => {
        throw new TypeError("Failed to fetch");
      },
      () => json({}, 503),
      () => json({ state: "joined" }),
    ],
  });
  const outcome = source.act({ kind: "sync", target }, "key-1");
  expect(await clock.settle(outcome)).toEqual({ state: "joined" });
  expect(log.map(({ headers }) => headers.get("idempotency-key"))).toEqual(["key-1", "key-1", "key-1"]);
});

test("an action that was refused is not asked for again", async () => {
  const { clock, log, source } = setup({ "/actions": [() => json({}, 403)] });
  const outcome = await clock.settle(source.act({ kind: "sync", target }, "key-1"));
  expect(outcome).toMatchObject({ state: "rejected", failure: { code: "forbidden" } });
  expect(log).toHaveLength(1);
});
