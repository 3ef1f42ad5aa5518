import type { Json, JsonObject, StreamContract } from "@waybill/sync/connector";
import { operationOf, type Operation } from "../document/operation.ts";
import { asText } from "../document/pointer.ts";
import { alternatives, mainTypeOf, type Schema, type SchemaReader } from "../document/schema.ts";
import { idsParameter } from "./ids-parameter.ts";
import { identity, type Identity } from "./identity.ts";
import { instantKeys } from "./instant-keys.ts";
import type { KeyMaker } from "./key-maker.ts";
import { keyMaker } from "./keys.ts";
import { singular } from "./names.ts";
import { timeline, type Timeline } from "./timeline.ts";
import { tombstones, type Tombstones } from "./tombstones.ts";

/** Everything about a stream that does not change while the emulator runs. */
export interface Blueprint {
  readonly contract: StreamContract;
  readonly list: Operation;
  /** The query parameter that names the keys of the records that are wanted; undefined where the list has none. */
  readonly idsParameter: string | undefined;
  readonly item: Schema;
  /** Records of one listing: of the stream, or of one parent. Tombstones not counted. */
  readonly count: number;
  /** `count` plus the records that were deleted before the first request. */
  readonly total: number;
  /** Which of them were. */
  readonly tombstones: Tombstones;
  readonly keys: readonly Key[];
  /** Of a stream without a key: what makes each of its records another one. */
  readonly identity: Identity | undefined;
  readonly timeline: Timeline;
}

export interface Key {
  readonly pointer: string;
  readonly maker: KeyMaker;
}

export interface BlueprintOptions {
  readonly document: JsonObject;
  readonly reader: SchemaReader;
  readonly seed: number;
  /** Epoch milliseconds of the newest generated record. */
  readonly end: number;
  readonly count: number;
}

/** One record in this many was deleted before the first request, where the vendor shows deletions at all. */
const tombstoneEvery = 25;

const dayMs = 86_400_000;

export function blueprint(contract: StreamContract, options: BlueprintOptions): Blueprint {
  const { document, reader, seed, end } = options;
  const list = operationOf(document, reader, contract.list.method, contract.list.path);
  const item = itemSchema(contract, list, reader);
  const keys = keyPointers(contract).map((pointer) => ({
    pointer,
    maker: makerFor(pointer, contract, { ...options, item }),
  }));
  const capacity = capacityOf({ contract, keys });
  const count = Math.min(options.count, capacity);
  const buried = contract.deletes === undefined ? 0 : Math.min(Math.ceil(count / tombstoneEvery), capacity - count);
  const total = count + buried;
  return {
    contract,
    list,
    idsParameter: idsParameter(contract, list),
    item,
    count,
    total,
    tombstones: tombstones(total, buried),
    keys,
    identity: contract.primaryKey.length > 0 ? undefined : identity({ item, reader, seed, name: contract.name }),
    timeline: timeline({ seed, name: contract.name, count: total, end }),
  };
}

/** The primary key, and the field a keyset listing continues after. A time field is left to the timeline. */
function keyPointers({ primaryKey, pagination, incremental }: StreamContract): readonly string[] {
  const keyset =
    pagination.style === "keyset" && pagination.keyField !== incremental?.cursorField ? [pagination.keyField] : [];
  return [...new Set([...primaryKey, ...keyset])];
}

function makerFor(
  pointer: string,
  contract: StreamContract,
  { item, reader, seed, end, count }: { item: Schema } & BlueprintOptions,
): KeyMaker {
  const schema = plain(reader.at(item, pointer), reader);
  const { incremental } = contract;
  if (pointer === incremental?.cursorField && incremental.format !== "opaque") {
    return instantKeys(schema, incremental.format, end - count * dayMs);
  }
  return keyMaker({
    schema,
    seed,
    name: `${contract.name} ${pointer}`,
    prefix: singular(contract.name).slice(0, 3).padEnd(3, "x"),
    step: contract.parent === undefined ? 3 : 1,
  });
}

/** Of alternatives the first that a key can be. */
function plain(schema: Schema | undefined, reader: SchemaReader): Schema | undefined {
  if (schema === undefined || alternatives(schema).length === 0) return schema;
  const options = alternatives(schema).map((option) => reader.chosen(schema, option));
  return options.find((option) => /^(string|integer|number)$/.test(mainTypeOf(option))) ?? schema;
}

/** How many records have different keys: an enumerated key is a short list. A key of several fields counts each field's own values once. */
export function capacityOf({ contract, keys }: Pick<Blueprint, "contract" | "keys">): number {
  const primary = keys.filter(({ pointer }) => contract.primaryKey.some((key) => key === pointer));
  return primary.length === 0 ? Infinity : Math.max(...primary.map(({ maker }) => maker.capacity));
}

/** The number of the generated record with this primary key; undefined when none can have it. */
export function numberOf({ contract, keys }: Blueprint, key: readonly Json[]): number | undefined {
  const parts = contract.primaryKey.flatMap((pointer) => keys.filter((each) => each.pointer === pointer));
  const surest = parts.toSorted((a, b) => b.maker.capacity - a.maker.capacity)[0];
  const n = surest?.maker.numberOf(key[parts.indexOf(surest)] ?? null);
  if (n === undefined) return undefined;
  return parts.every(({ maker }, index) => asText(maker.at(n)) === asText(key[index])) ? n : undefined;
}

function itemSchema(contract: StreamContract, list: Operation, reader: SchemaReader): Schema {
  return reader.at(list.response, `${contract.items}/0`) ?? {};
}
