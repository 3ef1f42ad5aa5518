import { authorization } from "../auth/authenticate.ts";
import type { TokenBook } from "../auth/token-book.ts";
import { unauthorized } from "../auth/authenticate.ts";
import type { FaultOptions, RandomKind } from "../faults/fault.ts";
import { problem } from "../http/answer.ts";
import { ConnectionReset } from "../http/connection-reset.ts";
import { chance, hash } from "../random.ts";
import { never } from "./never.ts";
import { isEndpoint, type Call, type Layer, type Reply } from "./call.ts";
import { tooMany } from "./limit.ts";
import { struckBy } from "./struck-by.ts";

export interface RandomFaultOptions {
  readonly seed: number;
  readonly tokens: TokenBook;
  /** Is OAuth 2 enforced? Only then can a client recover from an expired token. */
  readonly oauth: boolean;
  /** Does the vendor repeat the answer to a repeated idempotency key? Only then may the answer to a write get lost. */
  readonly repeatsWrites: boolean;
}

const everyKind: readonly RandomKind[] = ["limited", "error", "reset", "stall", "truncation", "expired"];
const defaults = { probability: 0.2, inARow: 2 };

/** Bad luck, fixed by the seed and the number of the request; always of a kind that a good client recovers from. */
export function randomFaults(options: RandomFaultOptions): Layer {
  const streaks = new Map<string, number>();
  return struckBy("random", (luck, call, next) => {
    const kind = drawn(luck, call, { streaks, options });
    return kind === undefined ? next(call) : suffer(kind, { call, next, options });
  });
}

function drawn(
  luck: FaultOptions["random"],
  call: Call,
  { streaks, options }: { streaks: Map<string, number>; options: RandomFaultOptions },
): RandomKind | undefined {
  const name = `${call.method} ${call.request.url}`;
  const streak = streaks.get(name) ?? 0;
  const kinds = (luck.kinds ?? everyKind).filter((kind) => isRecoverable(kind, call, options));
  const unlucky = chance(options.seed, "luck", call.number) < (luck.probability ?? defaults.probability);
  if (!unlucky || kinds.length === 0 || streak >= (luck.inARow ?? defaults.inARow)) {
    streaks.delete(name);
    return undefined;
  }
  streaks.set(name, streak + 1);
  return kinds[hash(options.seed, "kind", call.number) % kinds.length];
}

/** A fault that loses an answer is recoverable where asking again changes nothing: reads, and writes with an idempotency key. Never a rotated token. */
function isRecoverable(kind: RandomKind, call: Call, { oauth, repeatsWrites }: RandomFaultOptions): boolean {
  const endpoint = isEndpoint(call);
  switch (kind) {
    case "limited":
    case "error":
    case "reset":
      return true;
    case "stall":
    case "truncation":
      return !endpoint && (isRead(call) || repeatsWrites);
    case "expired":
      return oauth && !endpoint;
  }
}

const isRead = ({ method, target }: Call): boolean => method === "GET" || target?.kind === "list";

const halfWay = 0.5;
const serverErrors = [500, 502, 503] as const;

async function suffer(
  kind: RandomKind,
  { call, next, options }: { call: Call; next: (call: Call) => Promise<Reply>; options: RandomFaultOptions },
): Promise<Reply> {
  const fault = `random ${kind}`;
  switch (kind) {
    case "limited":
      return { answer: tooMany(1000, {}, call.now), fault };
    case "error":
      return {
        answer: problem(
          serverErrors[hash(options.seed, "status", call.number) % 3] ?? 503,
          "The request failed on the vendor's side.",
        ),
        fault,
      };
    case "reset":
      if (options.repeatsWrites && !isRead(call) && hash(options.seed, "after", call.number) % 2 === 0)
        await next(call);
      throw new ConnectionReset();
    case "stall":
      if (hash(options.seed, "headers", call.number) % 2 === 0) return never(call.request.signal);
      return { ...(await next(call)), delivery: { kind: "stalled", portion: halfWay }, fault };
    case "truncation":
      return { ...(await next(call)), delivery: { kind: "truncated", portion: halfWay }, fault };
    case "expired":
      options.tokens.expire(call.now, authorization(call.request, "bearer"));
      return { answer: unauthorized({ reason: "expired", scheme: { kind: "oauth2", scopes: [] } }, "vendor"), fault };
  }
}
