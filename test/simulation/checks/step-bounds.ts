import type { StepResult } from "@waybill/sync";
import type { Batch } from "@waybill/sync/store";
import type { Process } from "../world/process.ts";
import { hold } from "./violation.ts";

type Run = { readonly id: string; readonly pages: number };

/** What a step was allowed. */
interface Allowed {
  readonly process: Process;
  readonly stream: string;
  /** Pages. */
  readonly most: number;
}

/** P1: a step takes no more pages than it was allowed, and leaves its run open, or the making anew of what is stored, where it says that there is more. */
export interface StepBounds {
  /** Gives what is told when it has ended; `undefined`: nothing is to be judged. */
  begin(allowed: Allowed): (result: StepResult | undefined) => void;
  /** A process asks the vendor for a page: `request` names it. */
  sent(process: Process, stream: string, request: string): void;
  /** A commit was accepted. `before`: the run that was open. */
  accepted(process: Process, batch: Batch, before: Run | undefined): void;
}

interface Step extends Allowed {
  /** Leases that its process took or held meanwhile: with more than one, some of it is other work. */
  readonly tokens: Set<number>;
  readonly asked: Set<string>;
  pages: number;
  /** Whether the last commit about the stream was its own and left a run open; `undefined`: it was not its own. */
  isOpen: boolean | undefined;
  /** Whether that commit was one of several that make anew what is stored, for a mapping that changed. */
  isRemapping: boolean;
}

export function createStepBounds(): StepBounds {
  const steps = new Set<Step>();
  const leases = new Map<string, { readonly process: Process; readonly token: number }>();
  const of = (process: Process, stream: string) =>
    [...steps].filter((step) => step.process === process && step.stream === stream);
  return {
    begin: (allowed) => {
      const held = leases.get(allowed.stream);
      const tokens = new Set(held?.process === allowed.process ? [held.token] : []);
      const step: Step = { ...allowed, tokens, asked: new Set(), pages: 0, isOpen: undefined, isRemapping: false };
      steps.add(step);
      return (result) => {
        steps.delete(step);
        // What was held before is none of its.
        if (result !== undefined && tokens.size === 1 && held?.process !== allowed.process) judge(step, result);
      };
    },
    sent: (process, stream, request) => {
      // Of a list that moved, what was asked for ahead is of no use, and is asked for at another place.
      if (!/[?&]skip=/.test(request)) for (const step of of(process, stream)) step.asked.add(request);
    },
    accepted: (process, batch, before) => {
      const { stream = "", lease } = batch;
      if (lease?.owner === "") leases.delete(stream);
      else if (lease !== undefined) leases.set(stream, { process, token: lease.token });
      for (const step of steps) if (step.stream === stream && step.process !== process) step.isOpen = undefined;
      for (const step of of(process, stream)) follow(step, batch, before);
    },
  };
}

/** A commit of the step's own process. */
function follow(step: Step, { lease, checkpoint, receipt }: Batch, before: Run | undefined): void {
  if (lease !== undefined && lease.owner !== "") step.tokens.add(lease.token);
  if (checkpoint === undefined) return;
  step.isOpen = checkpoint.run !== undefined;
  step.isRemapping = checkpoint.remap !== undefined;
  const run = receipt?.kind === "run" ? receipt : checkpoint.run;
  if (run !== undefined) step.pages += run.pages - (before?.id === run.id ? before.pages : 0);
}

function judge(step: Step, { state }: StepResult): void {
  const { process, stream, most, pages, asked, isOpen, isRemapping } = step;
  const who = `a step of ${process.name} on ${stream}`;
  hold(pages <= most, "P1", () => `${who} took ${pages} pages, and was allowed ${most}`);
  hold(
    asked.size <= most,
    "P1",
    () => `${who} asked for ${asked.size} pages, and was allowed ${most}: ${[...asked].join(" ")}`,
  );
  hold(
    state !== "more" || isOpen !== false || isRemapping,
    "P8",
    () => `${who} says that there is more, and no run is open`,
  );
  hold(state !== "done" || isOpen !== true, "P8", () => `${who} says that its run has ended, and it is open`);
}
