/** Figures of a {@link RetryBudget}. */
export interface BudgetOptions {
  /** Tokens at the start and at most. Default 500. */
  readonly capacity: number;
  /** Tokens that one retry takes. Default 5. */
  readonly cost: number;
  /** Tokens that a retry after a timeout takes: a slow vendor is harmed more. Default 10. */
  readonly timeoutCost: number;
  /** Tokens that a success without a retry brings back. Default 1. */
  readonly refund: number;
}

/** Frozen defaults of {@link BudgetOptions}: the token bucket of the AWS SDKs' standard retry mode. */
export const budgetDefaults: Readonly<BudgetOptions> = Object.freeze({
  capacity: 500,
  cost: 5,
  timeoutCost: 10,
  refund: 1,
});

/** What keeps a thousand failing calls from becoming four thousand. One for each origin of a client. */
export class RetryBudget {
  #tokens: number;
  readonly #options: BudgetOptions;

  constructor(options: BudgetOptions) {
    this.#options = options;
    this.#tokens = options.capacity;
  }

  /** Takes the price of one retry and returns it; undefined when too little is left. */
  take(afterTimeout: boolean): number | undefined {
    const price = afterTimeout ? this.#options.timeoutCost : this.#options.cost;
    if (this.#tokens < price) return undefined;
    this.#tokens -= price;
    return price;
  }

  /** A call succeeded; `paid` is the price of its last retry, 0 if it needed none. */
  succeeded(paid: number): void {
    this.#tokens = Math.min(this.#options.capacity, this.#tokens + (paid === 0 ? this.#options.refund : paid));
  }
}
