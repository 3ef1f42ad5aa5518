import type { ActiveFault, FaultKind, FaultOptions } from "./fault.ts";
import { isMeant, strikes, type FaultScope, type FaultSubject } from "./fault-scope.ts";
import type { FaultPlan } from "./fault-plan.ts";

/** The faults in force. */
export interface FaultBoard {
  /** Starts a fault, or changes its options. */
  set<K extends FaultKind>(kind: K, options?: FaultOptions[K]): void;
  /** Puts a plan in place of the last one; faults that were set one by one stay, and are asked first. */
  plan(rules: FaultPlan): void;
  /** Ends one fault, planned or set; without a kind, all of them. */
  clear(kind?: FaultKind): void;
  active(): readonly ActiveFault[];
}

/** The faults that one subject meets. Asked twice, the answer is the same: a fault strikes a request once. */
export interface Struck {
  /** The options of the fault, if it strikes. */
  of<K extends FaultKind>(kind: K): FaultOptions[K] | undefined;
}

/** The board as the request chain sees it. */
export interface FaultSource extends FaultBoard {
  meet(subject: FaultSubject): Struck;
}

interface Standing {
  readonly kind: FaultKind;
  readonly options: FaultOptions[FaultKind];
  /** What its draws depend on, beside the seed. */
  readonly name: string;
  readonly since: number;
  seen: number;
  left: number;
}

export interface FaultBoardOptions {
  readonly seed: number;
  /** The vendor's clock. */
  readonly now: () => number;
  /** Told of every fault as it is set: expiring and revoking happen at that moment. */
  readonly onSet: (kind: FaultKind, options: FaultScope) => void;
}

export function faultBoard({ seed, now, onSet }: FaultBoardOptions): FaultSource {
  let set: readonly Standing[] = [];
  let planned: readonly Standing[] = [];
  const start = (kind: FaultKind, options: FaultOptions[FaultKind], name: string): Standing => {
    onSet(kind, options);
    return { kind, options, name, since: now(), seen: 0, left: options.times ?? Infinity };
  };
  const drop = (isOver: (each: Standing) => boolean): void => {
    set = set.filter((each) => !isOver(each));
    planned = planned.filter((each) => !isOver(each));
  };
  const strike = (candidates: readonly Candidate[], subject: FaultSubject): Standing | undefined => {
    const found = candidates.find((each) => hits(each, subject, seed))?.standing;
    if (found === undefined) return undefined;
    found.left--;
    if (found.left <= 0) drop((each) => each === found);
    return found;
  };
  return {
    set(kind, options = {}) {
      set = [...set.filter((each) => each.kind !== kind), start(kind, options, "set")];
    },
    plan(rules) {
      planned = rules.map(({ fault, options, when }, index) => start(fault, { ...options, ...when }, `rule ${index}`));
    },
    clear(kind) {
      drop((each) => kind === undefined || each.kind === kind);
    },
    active: () => [...set, ...planned].map(({ kind, options }) => ({ kind, options })),
    meet(subject) {
      const candidates = [...set, ...planned].filter((each) => isMeantFor(each, subject)).map(counted);
      if (candidates.length === 0) return unharmed;
      return remembering((kind) =>
        strike(
          candidates.filter(({ standing }) => standing.kind === kind),
          subject,
        ),
      );
    },
  };
}

/** A standing fault, and which of the requests it is meant for this one is. */
interface Candidate {
  readonly standing: Standing;
  readonly ordinal: number;
}

const webhookKinds: readonly FaultKind[] = ["duplicated_webhooks", "reordered_webhooks", "lost_webhooks"];

/** Events and requests are counted apart. */
const isMeantFor = ({ kind, options }: Standing, subject: FaultSubject): boolean =>
  webhookKinds.includes(kind) === (subject.kind === "webhook") && isMeant(options, subject);

/** Counted as the request comes in: a script's third request is the third, whatever became of the second. */
function counted(standing: Standing): Candidate {
  standing.seen++;
  return { standing, ordinal: standing.seen };
}

function hits({ standing, ordinal }: Candidate, subject: FaultSubject, seed: number): boolean {
  const { kind, options, name, since, left } = standing;
  // `random` has draws of its own, which also choose among its faults
  const { probability, ...scope } = options;
  const draw = [seed, "fault", kind, name];
  const at = { ordinal, ageMs: subject.now - since, draw };
  return left > 0 && strikes(kind === "random" ? scope : { ...scope, probability }, at);
}

const unharmed: Struck = { of: () => undefined };

function remembering(strike: (kind: FaultKind) => Standing | undefined): Struck {
  const met = new Map<FaultKind, Standing | undefined>();
  return {
    of(kind: FaultKind) {
      if (!met.has(kind)) met.set(kind, strike(kind));
      return met.get(kind)?.options;
    },
  };
}
