import { bearer } from "@waybill/transport";
import type { Transport } from "@waybill/transport";
import { describe, expect, test } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { connectorOf, engineOver } from "../../test/engine.ts";
import { fakeVendor, rowsOf } from "../../test/vendor.ts";
import type { ConnectionOptions } from "../engine.ts";

const client = ({ fetch }: Pick<Transport, "fetch">) => fetch;

/** Made anew each time, as in a component that renders twice. */
const options = (): ConnectionOptions => ({
  connector: connectorOf([contractWith(), contractWith({ name: "deals" })]),
  runtime: { contacts: { map: (record) => record } },
  credential: bearer("t", { id: "ada" }),
  baseUrl: "https://relay.test/v1",
  parameters: { "path:account": "8f2c" },
  streams: ["contacts"],
  priorities: { contacts: 1 },
  schedule: { "*": { kind: "interval", everyMs: 60_000 } },
  client,
  revoke: async () => {},
});

function opened(connection: Partial<ConnectionOptions> = options()) {
  return engineOver({ vendor: fakeVendor(rowsOf(3)).vendor, connection });
}

describe("a connection that is asked for again", () => {
  test("with equal options is the same one, also where they were made anew, or in part left out", () => {
    const { waybill, connection } = opened();
    expect(waybill.connection("acme", options())).toBe(connection);
    expect(waybill.connection("acme", { ...options(), baseUrl: "https://relay.test/v1/" })).toBe(connection);
    expect(waybill.connection("acme", { connector: options().connector })).toBe(connection);
  });

  test.each<Partial<ConnectionOptions>>([
    { connector: connectorOf([contractWith()]) },
    { credential: bearer("t", { id: "grace" }) },
    { baseUrl: "https://relay.test/v2" },
    { parameters: { "path:account": "77" } },
    { streams: ["contacts", "deals"] },
    { priorities: { contacts: 2 } },
    { schedule: { "*": { kind: "interval", everyMs: 1 } } },
  ])("with another option is refused, and the option is named: %o", (other) => {
    const { waybill } = opened();
    const [name] = Object.keys(other);
    expect(() => waybill.connection("acme", { ...options(), ...other })).toThrow(
      new RegExp(`^The connection "acme" was opened with another ${name}, or`),
    );
  });

  test.each(["runtime", "client", "revoke", "parameters"] as const)(
    "with %s that it was opened without is refused",
    (name) => {
      const { waybill } = opened({ ...options(), [name]: undefined });
      expect(() => waybill.connection("acme", options())).toThrow(new RegExp(`another ${name}, or with none`));
    },
  );

  test("says nothing of what is in a credential or an address", () => {
    const { waybill } = opened();
    const asked = { ...options(), credential: bearer("hush", { id: "b" }), baseUrl: "https://relay.test/hush" };
    expect(() => waybill.connection("acme", asked)).toThrow(/^((?!hush).)*$/);
  });

  test("with the credential that the customer reconnected with since is the same one", async () => {
    const { clock, waybill, connection } = opened();
    const credential = bearer("t", { id: "grace" });
    await clock.settle(connection.reconnect(credential));
    expect(waybill.connection("acme", { ...options(), credential })).toBe(connection);
  });
});
