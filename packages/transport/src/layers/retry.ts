import type { Call } from "../call/call.ts";
import { discard } from "../body/discard.ts";
import { FailureError, isFailureError } from "../failure.ts";
import type { GaveUp } from "../failure.ts";
import type { Layer } from "../layer.ts";
import type { Outgoing } from "../call/outgoing.ts";
import { backoff } from "../policy/backoff.ts";
import { RetryBudget } from "../policy/budget.ts";
import type { RetryOptions } from "../policy/retry-options.ts";
import { retryable } from "../policy/retryable.ts";
import type { Outcome } from "../policy/retryable.ts";

/** What is done after a try: wait and try again, or end, and why where it might be repeated. */
type Plan = { readonly ms: number; readonly paid: number } | { readonly end: GaveUp | undefined };

/** Sends again what may be sent again, after a wait that the vendor names or full jitter, within attempts, budget and deadline. */
export function retry(options: RetryOptions): Layer {
  const budgets = new Map<string, RetryBudget>();
  return (request, call, next) => {
    const budget = budgetOf(budgets, call.origin, options);
    // The first try, which is nearly always the last, costs no more than two functions.
    const attempt = (tries: number, paid: number): Promise<Response> =>
      next(request, call).then(
        (response) => {
          if (response.status >= 400) return again({ response }, tries);
          budget?.succeeded(paid);
          return response;
        },
        (error: unknown) => again({ error }, tries),
      );
    const again = async (outcome: Outcome, tries: number): Promise<Response> => {
      const plan = await plans({ request, call, options, budget, tries }, outcome);
      if ("end" in plan) return finish(outcome, call, plan.end);
      await pause(outcome, plan.ms, request, call);
      return attempt(tries + 1, plan.paid);
    };
    return attempt(0, 0);
  };
}

interface Situation {
  readonly request: Outgoing;
  readonly call: Call;
  readonly options: RetryOptions;
  readonly budget: RetryBudget | undefined;
  readonly tries: number;
}

async function plans(situation: Situation, outcome: Outcome): Promise<Plan> {
  const { request, call, options, tries } = situation;
  const over: Plan = { end: undefined };
  if (request.scope.ended || !request.body.replayable) return over;
  const serverWaitMs = namedWait(outcome, call);
  const facts = {
    method: request.method,
    keyed: call.idempotencyKey !== undefined,
    serverWaitMs,
    hints: options.hints,
  };
  if (!retryable(outcome, facts) || !(await asked(outcome, options, tries))) return over;
  return affordable(situation, outcome, serverWaitMs);
}

/** Whether another try is within the cap, the attempts, the deadline and the budget, in the order in which the answers are useful to a caller. */
function affordable(
  { call, options, budget, tries }: Situation,
  outcome: Outcome,
  serverWaitMs: number | undefined,
): Plan {
  if (serverWaitMs !== undefined && serverWaitMs > options.maxWaitMs) return { end: "cap" };
  if (tries >= options.retries) return { end: "attempts" };
  const ms = serverWaitMs ?? backoff(tries, call.clock.random(), options);
  if (ms >= call.remainingMs()) return { end: "deadline" };
  const paid = budget ? budget.take(isTimeout(outcome)) : 0;
  return paid === undefined ? { end: "budget" } : { ms, paid };
}

/** The wait that the answer, or a credential's failed renewal, names. */
function namedWait(outcome: Outcome, call: Call): number | undefined {
  if ("response" in outcome) return call.askedWait(outcome.response);
  return isFailureError(outcome.error) ? outcome.error.failure.retryAfterMs : undefined;
}

async function asked(outcome: Outcome, { shouldRetry }: RetryOptions, tries: number): Promise<boolean> {
  if (shouldRetry === undefined) return true;
  try {
    return await shouldRetry(outcome, tries + 1);
  } catch (error) {
    if ("response" in outcome) discard(outcome.response);
    throw error;
  }
}

async function pause(outcome: Outcome, ms: number, request: Outgoing, call: Call): Promise<void> {
  call.lastError = errorOf(outcome, call);
  if ("response" in outcome) discard(outcome.response);
  const limited = "response" in outcome && outcome.response.status === 429;
  await call.wait(limited ? "rate_limited" : "retry", ms, request.scope.signal);
}

function finish(outcome: Outcome, call: Call, why: GaveUp | undefined): Response {
  call.gaveUp = why;
  // A wait that is known to be useless to this call surfaces now, as a failure with the wait in it.
  if ("error" in outcome || why === "cap" || why === "deadline") throw errorOf(outcome, call);
  return outcome.response;
}

function errorOf(outcome: Outcome, call: Call): unknown {
  if ("error" in outcome) return outcome.error;
  const { response } = outcome;
  return new FailureError(call.judge(response), { response });
}

function isTimeout(outcome: Outcome): boolean {
  return "error" in outcome && isFailureError(outcome.error) && outcome.error.code === "timeout";
}

function budgetOf(budgets: Map<string, RetryBudget>, origin: string, options: RetryOptions): RetryBudget | undefined {
  if (options.budget === false) return undefined;
  const known = budgets.get(origin);
  if (known) return known;
  const budget = new RetryBudget(options.budget);
  budgets.set(origin, budget);
  return budget;
}
