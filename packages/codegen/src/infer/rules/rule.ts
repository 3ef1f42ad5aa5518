/**
 * One rule of a question, as data. Whatever inference knows stands in arrays of these, each array exported beside its question, so that a rule can be
 * left out from outside and the difference be seen.
 */
export interface Rule {
  /** What it says, in a few words. Unique within its question. */
  readonly name: string;
  /** The published standard, extension or framework that the rule rests on; absent where it is the habit of many vendors. */
  readonly rests?: string | undefined;
}

/** Chooses the rules of a question that count. A product keeps them all. */
export type Keep = <R extends Rule>(rules: readonly R[]) => readonly R[];

export const keepAll: Keep = (rules) => rules;
