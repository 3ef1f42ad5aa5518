// oxlint-disable vitest/no-standalone-expect -- every witness is called by a test of its own
import type { JsonObject } from "@waybill/sync/connector";
import { expect } from "vitest";
import type { Emulator } from "../emulator.ts";
import { ask, startHarbor } from "../harbor.test.fixture.ts";
import { hostile } from "./hostile-members.ts";
import type { Witnesses } from "./witnesses.test.fixture.ts";

const records = async (emulator: Emulator, path?: string): Promise<readonly JsonObject[]> =>
  ((await (await ask(emulator, path)).json()) as { data: readonly JsonObject[] }).data;
const first = async (emulator: Emulator): Promise<JsonObject> => (await records(emulator))[0] ?? {};

/** Faults of the records in an answer. */
export const recordWitnesses = {
  async broken_records() {
    const { emulator } = startHarbor();
    emulator.faults.set("broken_records", { every: 3 });
    const seen = await records(emulator, "/contacts?limit=50");
    const broken = seen.filter(({ id }) => typeof id !== "string");
    expect(new Set(broken.map(({ id }) => typeof id))).toEqual(new Set(["undefined", "object"]));
    expect(broken.length).toBeLessThan(seen.length / 2);
  },
  async changed_schema() {
    const { emulator } = startHarbor();
    const { name = null } = await first(emulator);
    const changed = [];
    for (const mode of ["renamed", "retyped", "removed", "nulled"] as const) {
      emulator.faults.set("changed_schema", { mode, field: "name" });
      const { name: now, name_v2: moved } = await first(emulator);
      changed.push([now, moved]);
    }
    expect(changed).toEqual([
      [undefined, name],
      [{ value: name }, undefined],
      [undefined, undefined],
      [null, undefined],
    ]);
  },
  async unknown_enum() {
    const { emulator } = startHarbor();
    const before = (await records(emulator)).map(({ stage }) => stage);
    emulator.faults.set("unknown_enum");
    const after = (await records(emulator)).map(({ stage }) => stage);
    expect(after).toEqual(before.map((stage) => (stage === undefined ? undefined : "brand_new")));
    expect(after).toContain("brand_new");
  },
  async huge_ids() {
    const { emulator } = startHarbor();
    emulator.faults.set("huge_ids");
    const own = (emulator.records("companies") as readonly JsonObject[]).map(({ id }) => id as number);
    const digitsOf = (text: string, name: string) =>
      [...text.matchAll(new RegExp(`"${name}":(\\d+)`, "g"))].map(([, digits]) => BigInt(digits ?? 0));
    const written = digitsOf(await (await ask(emulator, "/companies")).text(), "id");
    expect(written).toEqual(own.map((id) => BigInt(id) + 2n ** 53n));
    expect(written.some((id) => BigInt(Number(id)) !== id)).toBe(true);
    const referred = digitsOf(await (await ask(emulator, "/contacts?limit=50")).text(), "company_id");
    expect(referred.length).toBeGreaterThan(0);
    expect(referred.filter((id) => !written.includes(id))).toEqual([]);
  },
  async zoneless_dates() {
    const { emulator } = startHarbor();
    const { updated_at: before } = await first(emulator);
    emulator.faults.set("zoneless_dates");
    const { updated_at: after } = await first(emulator);
    expect(`${after as string}Z`).toBe(before);
  },
  async huge_records() {
    const { emulator } = startHarbor();
    emulator.faults.set("huge_records", { every: 5, size: 300_000 });
    const sizes = (await records(emulator, "/contacts?limit=50")).map((record) => JSON.stringify(record).length);
    expect(sizes.some((size) => size > 300_000)).toBe(true);
    expect(sizes.some((size) => size < 10_000)).toBe(true);
  },
  async hostile_records() {
    const { emulator } = startHarbor();
    emulator.faults.set("hostile_records", { every: 1 });
    const record: object = await first(emulator);
    for (const [name, value] of hostile) expect(Object.getOwnPropertyDescriptor(record, name)?.value).toEqual(value);
    expect(Reflect.get({}, "polluted")).toBeUndefined();
  },
} satisfies Witnesses;
