import type { Keep, Rule } from "../../src/infer/rules/rule.ts";
import { listen } from "./listen.ts";

/** What is told of a document. */
export interface Told {
  /** Every answer, by its place. */
  readonly answers: ReadonlyMap<string, string>;
  /** The same in the form in which labelled documents are written. */
  readonly predictions: readonly object[];
}

/** A document whose answers are looked at. */
export interface Subject {
  readonly name: string;
  /** `vendor`: a real document. `convention`: one of our own, written after a published convention. */
  readonly kind: "vendor" | "convention";
  /** What is told under some rules. */
  readonly ask: (keep: Keep) => Told;
  /** How many answers are right; undefined where nobody knows the right ones. */
  readonly right?: ((told: Told) => number) | undefined;
}

/** What becomes of the answers without one rule. */
export interface Ablation {
  readonly question: string;
  readonly rule: Rule;
  /** Vendors whose answers change, with how many do, and how many right answers the rule brings (below 0: costs). */
  readonly vendors: readonly { readonly name: string; readonly changed: number; readonly gained: number }[];
  /** Conventions whose answers change. */
  readonly conventions: readonly string[];
}

export type RuleBook = Readonly<Record<string, readonly Rule[]>>;

/**
 * Leaves out each rule in turn. The documents are read once, and asked again only where the rule had something to say; the rules are handed in, so that no
 * product has a switch for them.
 */
export function* ablate(book: RuleBook, subjects: readonly Subject[]): Generator<Ablation> {
  const whole = subjects.map((subject) => {
    const { keep, spoke } = listen();
    const told = subject.ask(keep);
    return { subject, told, spoke, right: subject.right?.(told) ?? 0 };
  });
  for (const [question, rules] of Object.entries(book)) {
    for (const rule of rules) {
      const keep = without(rule);
      const heard = whole.filter(({ spoke }) => spoke.has(rule));
      const found = heard.map(({ subject, told, right }) => {
        const other = subject.ask(keep);
        const changed = differences(told.answers, other.answers);
        const gained = subject.right === undefined || same(told, other) ? 0 : right - subject.right(other);
        return { name: subject.name, kind: subject.kind, changed, gained };
      });
      const touched = found.filter(({ changed }) => changed > 0);
      yield {
        question,
        rule,
        vendors: touched
          .filter(({ kind }) => kind === "vendor")
          .map(({ name, changed, gained }) => ({ name, changed, gained })),
        conventions: touched.filter(({ kind }) => kind === "convention").map(({ name }) => name),
      };
    }
  }
}

/** True where nothing that is labelled can have changed, so that nothing has to be scored again. */
function same(one: Told, other: Told): boolean {
  return JSON.stringify(one.predictions) === JSON.stringify(other.predictions);
}

/** The rules without one. What is remembered of a list of rules holds as long as the list: where the one is not in it, it stays the same. */
function without(left: Rule): Keep {
  return (rules) => (rules.some((rule) => rule === left) ? rules.filter((rule) => rule !== left) : rules);
}

function differences(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): number {
  const places = new Set([...one.keys(), ...other.keys()]);
  return [...places].filter((place) => one.get(place) !== other.get(place)).length;
}

/**
 * `general`: several vendors stand on it. `published`: it names a standard, an extension or a framework, and a document stands on it.
 * `one vendor`: it knows a vendor and not a rule. `dead`: nothing stands on it.
 */
export type Standing = "general" | "published" | "one vendor" | "dead";

export function standingOf({ rule, vendors, conventions }: Ablation): Standing {
  if (vendors.length > 1) return "general";
  if (vendors.length + conventions.length === 0) return "dead";
  return rule.rests === undefined ? "one vendor" : "published";
}

/** True for a rule that has to be generalised, to rest on something published, or to go. */
export function isUnsound(ablation: Ablation): boolean {
  const standing = standingOf(ablation);
  return standing === "one vendor" || standing === "dead";
}
