import { checkStreams } from "../check/check-streams.ts";
import type { CheckReport } from "../check/check-streams.ts";
import type { StreamCheck } from "../check/judge-stream.ts";
import { declaredShape } from "../emit/emit-shape.ts";
import { commentText } from "../emit/text.ts";
import { readModel } from "../infer/document/operation.ts";
import { ONE_DOCUMENT, type Arguments, type Command } from "./command.ts";
import { DOCUMENT_OPTIONS } from "./options.ts";
import { showDiagnostics, showJson } from "./show.ts";
import { readSubject } from "./subject.ts";
import type { Style, Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

export const checkCommand: Command = {
  name: "check",
  usage: "<document> --against <base-url>",
  summary: "compare what a vendor's sandbox answers with its document",
  about: [
    "Reads two pages of every list, calls nothing else, and keeps nothing. The credential comes from WAYBILL_TOKEN in the environment or from --token, and is never shown.",
    "Exits with 1 where answers are not as the document says, and with 2 where a list could not be read, or none was.",
  ],
  options: ["against", "token", "json", ...DOCUMENT_OPTIONS],
  words: ONE_DOCUMENT,
  run: check,
};

async function check({ words: [word = ""], options }: Arguments, terminal: Terminal): Promise<number> {
  const baseUrl = sandboxOf(options.against);
  const { loaded, inference } = await readSubject(word, options, terminal);
  showDiagnostics(loaded, terminal);
  const model = readModel(loaded.document);
  const { connector, report } = inference;
  const shape = Object.fromEntries(report.streams.map(({ name, record }) => [name, declaredShape(model, record)]));
  terminal.progress(`reading from ${baseUrl}`);
  const secret = options.token ?? process.env["WAYBILL_TOKEN"];
  const checked = await checkStreams({ connector, shape, baseUrl, secret });
  terminal.progress();
  if (options.json === true) showJson(checked, terminal);
  else show(checked, terminal);
  return exitCode(checked.streams);
}

function sandboxOf(given: string | undefined): string {
  const next = "Give the address of a sandbox, with the path of its API.";
  if (given === undefined) throw new UsageError('"waybill check" takes --against <base-url>.', next);
  const url = URL.parse(given);
  if (url !== null && (url.protocol === "https:" || url.protocol === "http:") && url.username + url.password === "") {
    return given;
  }
  throw new UsageError("--against takes an http or https address without a user name or password.", next);
}

function exitCode(streams: readonly StreamCheck[]): number {
  if (streams.some(({ state }) => state === "differs")) return 1;
  return streams.length === 0 || streams.some(({ state }) => state === "unread") ? 2 : 0;
}

const words: Readonly<Record<StreamCheck["state"], readonly [word: string, style: Style]>> = {
  same: ["same", "green"],
  differs: ["differs", "red"],
  unread: ["unread", "yellow"],
};

function show({ streams, waiting }: CheckReport, terminal: Terminal): void {
  for (const { stream, state, pages, records, differences, obstacle } of streams) {
    const [word, style] = words[state];
    const read = `${counted(records, "record")} on ${counted(pages, "page")}`;
    terminal.out(`${terminal.paint(style, word.padEnd(7), "out")}  ${stream}: ${read}`);
    for (const { message } of differences) terminal.out(`         ${commentText(message, 300)}`);
    if (obstacle !== undefined) terminal.out(`         ${obstacle.code}: ${commentText(obstacle.message, 300)}`);
  }
  for (const { stream, missing } of waiting) {
    terminal.out(`${terminal.paint("dim", "waits".padEnd(7), "out")}  ${stream}: needs ${missing.join(", ")}`);
  }
  if (streams.length === 0) terminal.out("There is no list that could be asked for by itself.");
}

function counted(count: number, what: string): string {
  return `${count} ${count === 1 ? what : `${what}s`}`;
}
