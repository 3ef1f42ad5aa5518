import type { Batch } from "@waybill/sync/store";
import type { StreamPlan } from "../vendor/stream-plan.ts";
import { hold } from "./violation.ts";

type Checkpoint = NonNullable<Batch["checkpoint"]>;

/** P1: after a crash only pages that were not committed are read again. */
export interface PagesAsked {
  /** A commit replaced the checkpoint. */
  followed(before: Checkpoint | undefined, after: Checkpoint): void;
  /** All that was read is gone. */
  erased(): void;
  /** Judges a request of the run that is open. */
  asked(request: Request): Promise<void>;
}

/** Lists that are known by numbers may be read twice on purpose: to see whether they held still. */
export function createPagesAsked(plan: StreamPlan): PagesAsked {
  const isWatched = plan.style !== "page" && plan.style !== "offset" && plan.style !== "none";
  const done = new Set<string>();
  let pass = "";
  return {
    followed: (before, { run }) => {
      const now = run === undefined ? "" : passOf(run);
      if (now !== pass) done.clear();
      pass = now;
      const last = before?.run;
      if (last?.id !== run?.id || last === undefined || run === undefined) return;
      // An empty page may hand out the position that it was asked for.
      const isTurned = run.position.page > last.position.page && run.counts.received > last.counts.received;
      if (isTurned) done.add(textOf(last.position.next));
    },
    erased: () => {
      done.clear();
      pass = "";
    },
    asked: async (request) => {
      if (!isWatched || pass === "") return;
      const position = textOf(await positionOf(plan, request));
      hold(
        !done.has(position),
        "P1",
        () => `${plan.name} was asked again for the page at ${position}, which is committed`,
      );
    },
  };
}

/** One reading of a list: of everything, of what changed, of a window, or of a parent's children. */
const passOf = ({ id, mode, restarts = 0, windows, parents }: NonNullable<Checkpoint["run"]>): string =>
  `${id} ${mode} ${restarts} ${windows?.at?.from} ${parents?.at?.key}`;

/** `7` and `"7"` are one position: a parameter is text. */
const textOf = (position: unknown): string => (typeof position === "string" ? position : JSON.stringify(position));

/** The position that a request names, as this style writes it; `null` for the beginning. */
async function positionOf({ style }: StreamPlan, request: Request): Promise<unknown> {
  const { searchParams } = new URL(request.url);
  if (style === "cursor") return searchParams.get("cursor");
  if (style === "keyset") return searchParams.get("after");
  if (style !== "graphql") return searchParams.has("cursor") ? request.url : null;
  const body: unknown = await request.clone().json();
  const variables: unknown = typeof body === "object" && body !== null ? Reflect.get(body, "variables") : undefined;
  return typeof variables === "object" && variables !== null ? Reflect.get(variables, "after") : undefined;
}
