import { failure } from "@waybill/transport";
import type { Failure } from "@waybill/transport";
import { completed } from "../completed.ts";
import type { StreamContract } from "../connector/contract.ts";
import type { Json } from "../connector/json.ts";
import { isJsonObject } from "../connector/pointer.ts";
import type { DriftFinding } from "../receipt/receipt.ts";
import type { Watch, WatchedRun } from "../pull/watch.ts";
import { declaredDrift, misfitOf } from "./declared-shape.ts";
import type { DeclaredShape } from "./declared-shape.ts";
import { historyAfter, historyDrift, volumeDrift } from "./history-drift.ts";
import type { DriftHistory, DriftThresholds } from "./history-drift.ts";
import { fieldsOf, nothingObserved, observePage } from "./observed-shape.ts";
import type { ObservedShape } from "./observed-shape.ts";
import { referenceGaps } from "./reference-gaps.ts";
import type { References } from "./reference-gaps.ts";

/**
 * What becomes of a stream whose records are not as its document promises. `evolve`: it goes on, and the receipt says what was found. `quarantine`: and
 * records of which a promised field is missing or of another type are kept aside. `stop`: the run ends, and the stream waits for a person.
 */
export type DriftMode = "evolve" | "quarantine" | "stop";

export interface DriftOptions {
  /** `shape` of a generated `shape.ts`. A stream that it does not name is compared with its own past alone, and never stops. */
  readonly shape?: Readonly<Record<string, DeclaredShape>> | undefined;
  /** Default `evolve`. */
  readonly mode?: DriftMode | undefined;
  /** By stream, where another than `mode`. */
  readonly modes?: Readonly<Record<string, DriftMode>> | undefined;
  /** By stream: fields that hold keys of other streams. */
  readonly references?: Readonly<Record<string, References>> | undefined;
  /** Default {@link driftDefaults}. */
  readonly thresholds?: Partial<DriftThresholds> | undefined;
}

export const driftDefaults: DriftThresholds = Object.freeze({ sample: 30, nullRate: 0.3, volume: 0.5, size: 4 });

/** Findings that a receipt keeps. */
const most = 20;

/**
 * Watches the shape of what arrives: `createWaybill({ drift: drift({ shape }) })`. It looks at no more than twenty records of a page; in the mode
 * `quarantine` at every new or changed one. Findings name fields, never values.
 */
export function drift(options: DriftOptions = {}): Watch {
  const thresholds = completed(driftDefaults, options.thresholds);
  const declaredOf = ({ name }: StreamContract) => own(options.shape, name);
  const modeOf = ({ name }: StreamContract) => own(options.modes, name) ?? options.mode ?? "evolve";
  const referencesOf = ({ name }: StreamContract) => own(options.references, name) ?? {};
  return {
    refuses: (contract, sent) => {
      const declared = declaredOf(contract);
      if (declared === undefined || modeOf(contract) !== "quarantine") return undefined;
      return misfitOf(declared, new Map(fieldsOf(sent)));
    },
    observe: ({ contract, items, before }) => {
      const references = Object.keys(referencesOf(contract));
      const classed = Object.keys(contract.classes ?? {});
      const observed = observePage(readShape(before), items, { references, classed });
      const declared = modeOf(contract) === "stop" ? declaredOf(contract) : undefined;
      const [first] = declared === undefined ? [] : declaredDrift(declared, observed);
      return { observed: asJson(observed), ...(first !== undefined && { stop: stopped(contract, first) }) };
    },
    conclude: async (run) => {
      const observed = readShape(run.observed);
      const history = readHistory(run.history);
      const findings = await findingsOf(run, { observed, history, thresholds, declared: declaredOf(run.contract) });
      const gaps = await referenceGaps(run, observed, referencesOf(run.contract));
      const after = historyAfter(history, { observed, full: run.mode === "full", received: run.received }, thresholds);
      return { history: asJson(after), findings: [...gaps, ...findings].slice(0, most) };
    },
  };
}

async function findingsOf(
  run: WatchedRun,
  known: {
    readonly observed: ObservedShape;
    readonly history: DriftHistory;
    readonly thresholds: DriftThresholds;
    readonly declared: DeclaredShape | undefined;
  },
): Promise<readonly DriftFinding[]> {
  const { observed, history, thresholds, declared } = known;
  const promised = declared === undefined ? [] : declaredDrift(declared, observed);
  const told = new Set(promised.map(({ kind, pointer }) => `${kind} ${pointer}`));
  const changed = historyDrift(observed, history.shape, thresholds).filter(
    ({ kind, pointer }) => !told.has(`${kind} ${pointer}`),
  );
  const volume = run.mode === "full" ? volumeDrift(run.received, history.volume, thresholds) : [];
  return [...volume, ...promised, ...changed];
}

function stopped({ name }: StreamContract, { message }: DriftFinding): Failure {
  return failure("contract", {
    message:
      `Records of "${name}" are no longer as the document promises. ${message} What came before is kept, and the stream waits. ` +
      "Generate the connector again, or let the stream evolve, and resume it.",
    retryable: false,
    action: "fix",
  });
}

function own<T>(of: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return of !== undefined && Object.hasOwn(of, name) ? of[name] : undefined;
}

/** What this module wrote earlier, out of a checkpoint. Anything else counts as nothing: it is a memory, not a promise. */
function readShape(stored: Json | undefined): ObservedShape {
  return isShape(stored) ? stored : nothingObserved;
}

function readHistory(stored: Json | undefined): DriftHistory {
  if (!isJsonObject(stored)) return { shape: nothingObserved };
  const { volume } = stored;
  return { shape: readShape(stored["shape"]), ...(typeof volume === "number" && { volume }) };
}

function isShape(value: unknown): value is ObservedShape {
  if (typeof value !== "object" || value === null) return false;
  const { records, characters, fields, references }: Partial<Record<keyof ObservedShape, unknown>> = value;
  return (
    typeof records === "number" &&
    typeof characters === "number" &&
    typeof fields === "object" &&
    fields !== null &&
    typeof references === "object" &&
    references !== null
  );
}

/** Plain data, with no member that is spelt out as undefined. */
function asJson(value: ObservedShape | DriftHistory): Json {
  const json: Json = JSON.parse(JSON.stringify(value));
  return json;
}
