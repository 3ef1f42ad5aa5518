import { expect, test } from "vitest";
import { keepAll, type Rule } from "../../src/infer/rules/rule.ts";
import { conventionSubjects } from "../conventions/convention-subjects.ts";
import { ablate, isUnsound, standingOf, type Subject } from "./ablate.ts";
import { lineOf } from "./line-of.ts";
import { listen } from "./listen.ts";

interface NamedRule extends Rule {
  readonly isKnown: (names: readonly string[]) => boolean;
}

const rule = (name: string, rests?: string): NamedRule => ({ name, rests, isKnown: (names) => names.includes(name) });
const rules = [
  rule("everybody"),
  rule("one"),
  rule("one, published", "RFC 0"),
  rule("ours"),
  rule("ours, published", "RFC 0"),
  rule("nobody", "RFC 0"),
];

/** A document whose only answer is which of some rules it knows. */
function knowing(name: string, kind: Subject["kind"], ...known: readonly string[]): Subject {
  return {
    name,
    kind,
    ask: (keep) => {
      const found = keep(rules).filter(({ isKnown }) => isKnown(known));
      return { answers: new Map([["GET /a", found.map((each) => each.name).join()]]), predictions: found };
    },
    right: kind === "vendor" ? ({ predictions }) => predictions.length : undefined,
  };
}

const found = [
  ...ablate({ question: rules }, [
    knowing("ash", "vendor", "everybody", "one", "one, published"),
    knowing("birch", "vendor", "everybody"),
    knowing("own", "convention", "ours", "ours, published"),
  ]),
];

test.each([
  ["everybody", "general", false],
  ["one", "one vendor", true],
  ["one, published", "published", false],
  ["ours", "one vendor", true],
  ["ours, published", "published", false],
  ["nobody", "dead", true],
])("the rule %j stands as %s", (name, standing, unsound) => {
  const ablation = found.find((each) => each.rule.name === name);
  expect(ablation && standingOf(ablation)).toBe(standing);
  expect(ablation && isUnsound(ablation)).toBe(unsound);
});

test("a document is asked again only about rules that had something to say of it", () => {
  let asked = 0;
  const subject = knowing("ash", "vendor", "everybody", "one");
  const counted: Subject = {
    ...subject,
    ask: (keep) => {
      asked += 1;
      return subject.ask(keep);
    },
  };
  expect([...ablate({ question: rules }, [counted])].filter(({ vendors }) => vendors.length > 0)).toHaveLength(2);
  expect(asked).toBe(3);
});

test.each(conventionSubjects().slice(0, 6))(
  "what $name answers is the same without all the rules that had nothing to say",
  (subject) => {
    const { keep, spoke } = listen();
    const heard = subject.ask(keep);
    expect(heard).toEqual(subject.ask(keepAll));
    expect(subject.ask((given) => given.filter((each) => spoke.has(each)))).toEqual(heard);
  },
);

test("the vendors whose answers change are named, with what the rule brings them", () => {
  expect(found[0]?.vendors).toEqual([
    { name: "ash", changed: 1, gained: 1 },
    { name: "birch", changed: 1, gained: 1 },
  ]);
  expect(found[0] && lineOf(found[0])).toContain("ash +1, birch +1");
});
