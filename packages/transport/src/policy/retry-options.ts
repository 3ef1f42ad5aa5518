import type { BackoffOptions } from "./backoff.ts";
import { budgetDefaults } from "./budget.ts";
import type { BudgetOptions } from "./budget.ts";
import { completed, stated } from "../stated.ts";
import { atLeast, positive } from "./check-options.ts";
import type { Outcome } from "./retryable.ts";

/** How failed tries are repeated. */
export interface RetryOptions extends BackoffOptions {
  /** Tries after the first one. 0: never. Default 2. */
  readonly retries: number;
  /** The longest wait named by the vendor that is waited out, in milliseconds; a longer one fails the call at once. Default 60,000. */
  readonly maxWaitMs: number;
  /** Limits retries over all calls to one origin. Default: {@link budgetDefaults}. */
  readonly budget: BudgetOptions | false;
  /** Headers, in lower case, whose `true` or `false` decides (`x-should-retry`). Default none. */
  readonly hints: readonly string[];
  /** Asked before every retry; `false` ends the call with the outcome, an error it throws ends the call with that error. */
  readonly shouldRetry?: ((outcome: Outcome, retry: number) => boolean | Promise<boolean>) | undefined;
}

/** What a caller may give of {@link RetryOptions}. */
export type RetryInput = Partial<Omit<RetryOptions, "budget">> & {
  readonly budget?: Partial<BudgetOptions> | false | undefined;
};

/** Frozen defaults of {@link RetryOptions}. */
export const retryDefaults: Readonly<RetryOptions> = Object.freeze({
  retries: 2,
  baseMs: 500,
  capMs: 20_000,
  maxWaitMs: 60_000,
  budget: budgetDefaults,
  hints: Object.freeze([]),
});

/** Completes and checks what a caller gave; throws a RangeError that names the option. JavaScript may give null: that says nothing either. */
export function retryOptions(given: RetryInput | undefined): RetryOptions {
  const options: RetryOptions = { ...retryDefaults, ...stated({ ...given }), budget: budgetOptions(given?.budget) };
  atLeast("retry.retries", options.retries, 0);
  positive("retry.baseMs", options.baseMs);
  positive("retry.capMs", options.capMs);
  atLeast("retry.maxWaitMs", options.maxWaitMs, 0);
  return options;
}

function budgetOptions(given: Partial<BudgetOptions> | false | undefined): BudgetOptions | false {
  if (given === false) return false;
  const budget = completed(budgetDefaults, given);
  for (const [name, value] of Object.entries(budget)) atLeast(`retry.budget.${name}`, value, 0);
  return budget;
}
