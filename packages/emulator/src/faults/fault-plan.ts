import { faultKinds, isFaultKind, type FaultKind, type FaultOptions } from "./fault.ts";
import { settings, scopeSettings, type Setting } from "./fault-settings.ts";
import type { FaultScope } from "./fault-scope.ts";

/** One line of a plan: which fault, whom it strikes, and how it is set. */
export type FaultRule = {
  readonly [K in FaultKind]: {
    readonly fault: K;
    readonly when?: FaultScope | undefined;
    readonly options?: FaultOptions[K] | undefined;
  };
}[FaultKind];

/** Faults as data, JSON throughout: the same plan with the same seed strikes the same requests. Of two rules with the same fault the first that strikes wins. */
export type FaultPlan = readonly FaultRule[];

/** Checks a plan that came from outside. Returns what is wrong, each with its place; nothing when it is a plan. */
export function planProblems(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return ["A plan is a list of rules: [{ fault, when, options }]."];
  return value.flatMap((rule: unknown, index) => ruleProblems(rule, `rule ${index + 1}`));
}

export function isPlan(value: unknown): value is FaultPlan {
  return planProblems(value).length === 0;
}

/** What is wrong with the options of one fault. */
export function optionProblems(kind: FaultKind, value: unknown): readonly string[] {
  return memberProblems(value, { ...scopeSettings, ...settings[kind] }, kind);
}

export function isOptionsOf<K extends FaultKind>(kind: K, value: unknown): value is FaultOptions[K] {
  return optionProblems(kind, value).length === 0;
}

function ruleProblems(rule: unknown, at: string): readonly string[] {
  if (!isObject(rule)) return [`${at} is no object.`];
  const unknown = Object.keys(rule).filter((name) => !["fault", "when", "options"].includes(name));
  const kind: unknown = Reflect.get(rule, "fault");
  if (!isFaultKind(kind)) return [`${at}: fault is one of ${Object.keys(faultKinds).join(", ")}.`];
  return [
    ...unknown.map((name) => `${at} has no member ${JSON.stringify(name)}; it has fault, when and options.`),
    ...memberProblems(Reflect.get(rule, "when") ?? {}, scopeSettings, `${at}, when`),
    ...optionProblems(kind, Reflect.get(rule, "options") ?? {}).map((problem) => `${at}, options: ${problem}`),
  ];
}

function memberProblems(value: unknown, known: Readonly<Record<string, Setting>>, at: string): readonly string[] {
  if (!isObject(value)) return [`${at} is no object.`];
  return Object.entries(value).flatMap(([name, member]) => {
    const setting = Object.hasOwn(known, name) ? known[name] : undefined;
    if (setting === undefined) return [`${at} has no member ${JSON.stringify(name)}; it has ${names(known)}.`];
    return member === undefined || setting.accepts(member) ? [] : [`${at}: ${name} is ${setting.expected}.`];
  });
}

const names = (known: Readonly<Record<string, Setting>>): string => Object.keys(known).join(", ");

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);
