import { bearer } from "@waybill/transport";
import { expect, onTestFinished, test } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { engineOver } from "../../test/engine.ts";
import { type OfStreams, actionsOn, callsOf } from "../../test/every-call.ts";
import { fakeVendor, rowsOf } from "../../test/vendor.ts";
import type { ConnectionOptions } from "../engine.ts";
import { connectWaybill, serveWaybill } from "../worker/index.ts";

const names = ["contacts", "deals"];
const told = /There is no stream "contcts"\. Streams that run: contacts, deals\./;
const target = { connection: "acme", stream: "contcts" };

/** An engine, and the same engine as it is reached from a page. */
function bothEngines() {
  const streams = names.map((name) => contractWith({ name, list: { method: "GET", path: `/${name}` } }));
  const engine = engineOver({ vendor: fakeVendor(rowsOf(3), { streams: names }).vendor, streams });
  const { port1, port2 } = new MessageChannel();
  serveWaybill({ waybill: engine.waybill, connection: () => engine.connection, port: port2 });
  const remote = connectWaybill(port1);
  onTestFinished(() => remote.terminate());
  return { ...engine, remote };
}

const methods = callsOf("contcts");

test.each([
  ...Object.entries(methods),
  ["pull, dry,", (connection: OfStreams) => connection.pull("contcts", { dryRun: true })] as const,
])(
  "%s of a stream that there is none of says so, and names those there are, in a page and through a worker",
  async (_, call) => {
    const { connection, remote } = bothEngines();
    await expect(call(connection)).rejects.toThrow(told);
    const [here, there] = await Promise.all(
      [connection, remote.connection("acme")].map((one) => call(one).catch((error: unknown) => error)),
    );
    expect(there).toMatchObject({ name: "RangeError", message: Reflect.get(Object(here), "message") });
  },
);

test.each(Object.values(actionsOn(target, ["q"])))(
  "$kind, asked for on a screen of a stream that there is none of, is rejected in the same words",
  async (action) => {
    const { waybill, remote } = bothEngines();
    for (const { status } of [waybill, remote])
      expect(await status.act(action, "k")).toMatchObject({
        state: "rejected",
        failure: { code: "not_found", origin: "us", message: expect.stringMatching(told) },
      });
  },
);

test.each<Partial<ConnectionOptions>>([
  { streams: ["contcts"] },
  { priorities: { contcts: 1 } },
  { schedule: { contcts: { kind: "manual" } } },
])("a connection that is opened with a stream that there is none of is refused: %o", (options) => {
  const { open, connector } = bothEngines();
  expect(() => open().connection("acme", { connector, credential: bearer("t"), ...options })).toThrow(
    /^There is no stream "contcts"\. Streams .*: contacts, deals\.$/,
  );
});
