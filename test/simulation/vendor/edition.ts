import type { Json, Mapping } from "@waybill/sync/connector";
import type { StreamPlan } from "./stream-plan.ts";

/** The product's releases: the second one makes its records otherwise of the same answers. */
export type Edition = "first" | "second";

/** How a release makes its records of a mapped stream: renamed, converted, filled in, and in the second also left out. */
export const mappings: Readonly<Record<Edition, Mapping>> = {
  first: {
    fields: {
      headline: { from: "/title", to: "text" },
      made: { from: "/made_at", to: "date-time", written: "epoch-s" },
      note: { from: "/note", fallback: "none" },
    },
    others: "keep",
  },
  second: {
    fields: {
      id: "/id",
      updated_at: "/updated_at",
      caption: { from: "/title", to: "text" },
      made: { from: "/made_at", to: "epoch-ms", written: "epoch-s" },
      note: { from: "/note", fallback: "nothing" },
      phase: "/stage",
    },
    others: "drop",
  },
};

type Made = Readonly<Record<string, Json>>;

/** The product's record as a release means it: an opinion of its own, which shares no code with the engine. */
export function productRecord(plan: StreamPlan, edition: Edition, sent: Json): Json {
  if (plan.mapped !== true || typeof sent !== "object" || sent === null || Array.isArray(sent)) return sent;
  return made[edition](sent as Made);
}

const made: Readonly<Record<Edition, (sent: Made) => Json>> = {
  first: ({ title, made_at: at, note, ...others }) => ({
    ...others,
    ...(title !== undefined && { headline: textOf(title) }),
    ...(at !== undefined && { made: new Date(Number(at) * 1000).toISOString() }),
    note: note ?? "none",
  }),
  second: ({ id, updated_at: updatedAt, title, made_at: at, note, stage }) => ({
    ...(id !== undefined && { id }),
    ...(updatedAt !== undefined && { updated_at: updatedAt }),
    ...(title !== undefined && { caption: textOf(title) }),
    ...(at !== undefined && { made: Number(at) * 1000 }),
    note: note ?? "nothing",
    ...(stage !== undefined && { phase: stage }),
  }),
};

const textOf = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value));
