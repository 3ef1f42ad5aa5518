import { bearer, isFailureError } from "@waybill/transport";
import { expect, test } from "vitest";
import { contractWith, datedBy } from "../../test/contract.ts";
import { engineOver } from "../../test/engine.ts";
import { unhandledWhile } from "../../test/unhandled-while.ts";
import { fakeVendor, rowsOf } from "../../test/vendor.ts";
import type { Waybill } from "../engine.ts";
import type { Connection } from "./connection.ts";

const at = "1970-01-01T00:00:00.000Z";

/** An engine that is started, of a list of two pages, a second each. */
function atWork() {
  const fake = fakeVendor(rowsOf(20, () => ({ updated_at: at })));
  const engine: ReturnType<typeof engineOver> = engineOver({
    streams: [contractWith({ incremental: { ...datedBy, until: "until" } })],
    connection: { revoke: async () => {} },
    vendor: async (request) => {
      await engine.clock.sleep(1000, request.signal);
      return fake.vendor(request);
    },
  });
  engine.waybill.start();
  return { ...engine, trace: async () => [fake.asked.length, await engine.store.head()] };
}

type Engine = ReturnType<typeof atWork>;
type Asked = Exclude<keyof Connection, "id" | "baseUrl" | "client" | "fetch" | "streams" | "schedule">;

/** What can be asked of a connection, or of its engine, while something is under way: the compiler asks for a new one here. */
const calls: Record<Asked | `engine.${Exclude<keyof Waybill, "connection" | "status">}`, (on: Engine) => unknown> = {
  sync: ({ connection }) => connection.sync(),
  pull: ({ connection }) => connection.pull("contacts"),
  step: ({ connection }) => connection.step("contacts"),
  pause: ({ connection }) => connection.pause("contacts"),
  resume: ({ connection }) => connection.resume("contacts"),
  cancel: ({ connection }) => connection.cancel("contacts"),
  reset: ({ connection }) => connection.reset("contacts"),
  backfill: ({ connection }) => connection.backfill("contacts", { from: at }),
  confirmRemovals: ({ connection }) => connection.confirmRemovals("contacts"),
  disconnect: ({ connection }) => connection.disconnect(),
  reconnect: ({ connection }) => connection.reconnect(bearer("second")),
  erase: ({ connection }) => connection.erase(),
  dispose: ({ connection }) => connection.dispose(),
  "engine.start": ({ waybill }) => waybill.start(),
  "engine.stop": ({ waybill }) => waybill.stop(),
  "engine.dispose": ({ waybill }) => waybill.dispose(),
};

type Call = (typeof calls)[Asked];

/** Asks for two things one after the other in a sync; to how each ended, and what the engine did after it was disposed of. */
async function bothIn(one: Call, other: Call) {
  const on = atWork();
  const { clock, waybill, connection, trace } = on;
  const ends: string[] = [];
  const follow = (call: Call): void => {
    const note = (error: unknown) => void ends.push(isFailureError(error) ? "failure" : String(error));
    Promise.resolve(call(on)).then(() => ends.push("done"), note);
  };
  follow(() => connection.sync());
  await clock.advance(500);
  follow(one);
  await clock.advance(700);
  follow(other);
  await clock.advance(20_000);
  const left = await clock.settle(waybill.dispose());
  const [before, { sleepers }] = [await trace(), clock];
  await clock.advance(100_000);
  return { left, sleepers, isQuiet: String(await trace()) === String(before), ends };
}

test.each(Object.entries(calls))(
  "%s, and anything after it, in a sync ends in a result or a failure",
  async (_, one) => {
    const unhandled = await unhandledWhile(async () => {
      for (const [name, other] of Object.entries(calls)) {
        const { ends, ...rest } = await bothIn(one, other);
        expect({ name, ...rest }).toEqual({ name, left: { unended: [], unsaved: [] }, sleepers: 0, isQuiet: true });
        expect({ name, ends: ends.filter((end) => end === "done" || end === "failure") }).toEqual({ name, ends });
        expect(ends).toHaveLength(3);
      }
    });
    expect(unhandled).toEqual([]);
  },
);
