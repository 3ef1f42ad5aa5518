import type { Batch } from "@waybill/sync/store";
import type { Process } from "../world/process.ts";
import { hold } from "./violation.ts";

type Checkpoint = NonNullable<Batch["checkpoint"]>;

/** Whether whoever asks the vendor owns up to it: what its commits add to the requests of runs is what it sent, and none is left out. */
export interface RequestsTold {
  sent(process: Process): void;
  /** What a process sends from now on may be a dry run's. Gives what is told when that has ended: how many it was; `undefined`: nobody knows. */
  trying(process: Process): (requests: number | undefined) => void;
  /** A commit of a process failed. `isOverdue`: others have gone on since what it goes on from, so that nothing shows whether it was carried out before them. */
  failed(process: Process, isOverdue: boolean): void;
  /** A process cannot read what is stored: whether a commit of its own was carried out shows until another process goes on. */
  unread(process: Process): void;
  /** P8: judges what a commit adds to the requests of the open run, or to those of its receipt. */
  judge(process: Process, batch: Batch, before: Checkpoint | undefined): void;
}

interface Account {
  readonly sent: number;
  readonly told: number;
  /** Sent when a checkpoint of this process was last accepted: whatever it commits since was made with that in sight. */
  readonly due: number;
}

const nothing: Account = { sent: 0, told: 0, due: 0 };

export function createRequestsTold(stream: string): RequestsTold {
  // What a process knows of its requests dies with it.
  const accounts = new Map<Process, Account>();
  const of = (process: Process): Account => accounts.get(process) ?? nothing;
  const tries = new Set<Process>();
  const unanswered = new Set<Process>();
  const inDoubt = new Set<Process>();
  const hidden = new Set<Process>();
  const isKnown = (process: Process): boolean =>
    !tries.has(process) && !hidden.has(process) && of(process).sent < Infinity;
  const hide = (process: Process): void => {
    hidden.add(process);
    accounts.set(process, { ...of(process), due: -Infinity });
  };
  /** A process goes on: its own doubts are over, and those of the others are for good. */
  const goesOn = (process: Process): void => {
    for (const doubts of [unanswered, inDoubt]) doubts.delete(process);
    for (const other of inDoubt) hide(other);
    inDoubt.clear();
  };
  return {
    sent: (process) => accounts.set(process, { ...of(process), sent: of(process).sent + 1 }),
    trying: (process) => {
      tries.add(process);
      return (requests) => {
        tries.delete(process);
        const account = of(process);
        const unknown = { ...account, sent: Infinity, due: -Infinity };
        accounts.set(process, requests === undefined ? unknown : { ...account, sent: account.sent - requests });
      };
    },
    failed: (process, isOverdue) => {
      unanswered.add(process);
      if (isOverdue) hide(process);
    },
    unread: (process) => {
      if (unanswered.has(process)) inDoubt.add(process);
    },
    judge: (process, { checkpoint, receipt }, before) => {
      if (checkpoint === undefined) return;
      goesOn(process);
      const { sent, due, ...account } = of(process);
      const ended = receipt?.kind === "run" ? receipt : undefined;
      const added = requestsOf(ended ?? checkpoint.run) - requestsOf(before?.run);
      const told = (isUntouched(before) ? sent : account.told) + added;
      const what = (): string =>
        `${process.name} sent ${sent} requests for ${stream}, ${due} of them before its last commit, and told of ${told}`;
      hold(told <= sent, "P8", what);
      hold(ended === undefined || told >= due, "P8", what);
      accounts.set(process, { sent, told, due: isKnown(process) ? sent : due });
    },
  };
}

const requestsOf = (run: { readonly requests: number } | undefined): number => run?.requests ?? 0;

/** Whether nothing was begun yet: what was sent was sent before everything was erased. */
function isUntouched(before: Checkpoint | undefined): boolean {
  return before?.run === undefined && before?.receiptDigest === undefined;
}
