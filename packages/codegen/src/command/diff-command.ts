import type { Change, Severity } from "../diff/change.ts";
import { contractView, type ContractView } from "../diff/contract-view.ts";
import { diffContracts } from "../diff/diff-contracts.ts";
import { commentText } from "../emit/text.ts";
import { inferLists, readDescription } from "../generate.ts";
import type { Arguments, Command } from "./command.ts";
import type { Options } from "./options.ts";
import { showJson } from "./show.ts";
import { withOptions } from "./subject.ts";
import type { Style, Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

export const diffCommand: Command = {
  name: "diff",
  usage: "<old> <new>",
  summary: "show the changes of a document that matter to a sync",
  about: [
    "Breaking: a sync by the old document may fail, miss records or misread them. Additive: it goes on, and could use what is new. Deprecated: it goes on for now.",
    "Exits with 1 where there are breaking changes; --fail-on chooses another kind. Overlays are applied to both documents.",
  ],
  options: ["json", "fail-on", "overlay", "allow-folder", "allow-host"],
  words: { least: 2, most: 2, missing: "two documents, the old one first" },
  run: diff,
};

/** Which severities `--fail-on` fails on. */
const FAILING: ReadonlyMap<string, readonly Severity[]> = new Map([
  ["breaking", ["breaking"]],
  ["deprecated", ["breaking", "deprecated"]],
  ["any", ["breaking", "deprecated", "additive"]],
  ["none", []],
]);

async function diff({ words: [old = "", current = ""], options }: Arguments, terminal: Terminal): Promise<number> {
  const failing = failingOn(options["fail-on"] ?? "breaking");
  const before = await view(old, options, terminal);
  const changes = diffContracts(before, await view(current, options, terminal));
  if (options.json === true) showJson({ changes, counts: countsOf(changes) }, terminal);
  else show(changes, terminal);
  return changes.some(({ severity }) => failing.includes(severity)) ? 1 : 0;
}

function failingOn(kind: string): readonly Severity[] {
  const failing = FAILING.get(kind);
  if (failing !== undefined) return failing;
  throw new UsageError(
    `--fail-on takes ${[...FAILING.keys()].join(", ")}, not "${kind}".`,
    '"waybill diff --help" says more.',
  );
}

async function view(source: string, given: Options, terminal: Terminal): Promise<ContractView> {
  terminal.progress(`reading ${source}`);
  const { options } = withOptions({ name: source, options: { source, outDir: "" } }, given);
  const loaded = await readDescription(options);
  const viewed = contractView(loaded.document, inferLists(loaded));
  terminal.progress();
  return viewed;
}

function countsOf(changes: readonly Change[]): Readonly<Record<Severity, number>> {
  const count = (severity: Severity): number => changes.filter((change) => change.severity === severity).length;
  return { breaking: count("breaking"), deprecated: count("deprecated"), additive: count("additive") };
}

const STYLES: Readonly<Record<Severity, Style>> = { breaking: "red", deprecated: "yellow", additive: "green" };

function show(changes: readonly Change[], terminal: Terminal): void {
  for (const { severity, stream, field, what, meaning, ...values } of changes) {
    const place = [stream ?? "the API", ...(field === undefined ? [] : [field]), what].join(" · ");
    const mark = terminal.paint(STYLES[severity], severity.padEnd(10), "out");
    terminal.out(`${mark}  ${place}: ${commentText(meaning, 200)}${valuesText(values)}`);
  }
  const { breaking, deprecated, additive } = countsOf(changes);
  terminal.out(
    changes.length === 0
      ? "Nothing that matters to a sync has changed."
      : `${breaking} breaking, ${deprecated} deprecated, ${additive} additive.`,
  );
}

function valuesText({ before, after }: Pick<Change, "before" | "after">): string {
  if (before === undefined || after === undefined) return "";
  return ` ${commentText(`(${JSON.stringify(before)} -> ${JSON.stringify(after)})`, 240)}`;
}
