import type { Keep, Rule } from "../../src/infer/rules/rule.ts";

/** Keeps every rule, and notes which of them had anything to say. */
export interface Listening {
  readonly keep: Keep;
  /** Rules of which something was true, or that gave something. Without any other one the answers are the same. */
  readonly spoke: ReadonlySet<Rule>;
}

/** Rules speak by patterns that match, sets that hold a word, and functions that give something. */
export function listen(): Listening {
  const spoke = new Set<Rule>();
  const heard = new Map<Rule, Rule>();
  const keep: Keep = <R extends Rule>(rules: readonly R[]): readonly R[] =>
    rules.map((rule) => {
      const known = heard.get(rule) ?? overheard(rule, () => spoke.add(rule));
      heard.set(rule, known);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a proxy of a rule is one of its kind
      return known as R;
    });
  return { keep, spoke };
}

function overheard(rule: Rule, note: () => void): Rule {
  return new Proxy(rule, { get: (target, member) => memberOf(Reflect.get(target, member), note) });
}

/** A pattern is asked by `test` and a set by `has`; asked in another way they throw, so that nothing is missed. */
function memberOf(member: unknown, note: () => void): unknown {
  if (member instanceof RegExp) return { test: noting((text: string) => member.test(text), note) };
  if (member instanceof Set) return { has: noting((word: unknown) => member.has(word), note) };
  return typeof member === "function" ? noting((...given) => Reflect.apply(member, undefined, given), note) : member;
}

function noting<G extends readonly never[]>(ask: (...given: G) => unknown, note: () => void): (...given: G) => unknown {
  return (...given) => {
    const said = ask(...given);
    if (said !== undefined && said !== false && !(Array.isArray(said) && said.length === 0)) note();
    return said;
  };
}
