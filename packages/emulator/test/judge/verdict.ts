import { inferConnector, loadDocument } from "@waybill/codegen";
import { createEmulator } from "@waybill/emulator";
import type { Connector, JsonObject, StreamContract } from "@waybill/sync/connector";
import type { NamedDocument } from "./documents.ts";
import { judgeOf, type Fault, type Judge } from "./judge.ts";
import { questions } from "./questions.ts";
import { requestsTo, sampled } from "./requests.ts";

/** What the judge says of one document. */
export interface Verdict {
  readonly name: string;
  /** Bodies that were held against a schema, and answers in all. */
  readonly judged: number;
  readonly answered: number;
  readonly faults: readonly Fault[];
}

const now = Date.UTC(2026, 2, 2);
const clock = { now: () => now, sleep: async () => {} };

/** Asks the emulator of a document for lists, records, writes and refusals, and holds every answer against the document. */
export async function verdictOf({ name, file }: NamedDocument, { streams }: { streams: number }): Promise<Verdict> {
  const { document } = await loadDocument(file);
  const { connector } = inferConnector(document, { name });
  const judge = judgeOf(document);
  const trial = { document, connector, judge, chosen: sampled(connector, streams) };
  const open = await answersOf(trial, { auth: "off" });
  const closed = await answersOf(trial, { auth: "enforce" });
  const faults = new Map(
    [...open, ...closed].flatMap((answer) =>
      answer.fault === undefined ? [] : [[answer.fault.request, answer.fault] as const],
    ),
  );
  return { name, judged: judge.judged(), answered: open.length + closed.length, faults: [...faults.values()] };
}

interface Trial {
  readonly document: JsonObject;
  readonly connector: Connector;
  readonly judge: Judge;
  readonly chosen: readonly StreamContract[];
}

type Answered = { readonly fault: Fault | undefined };

/** With `auth` enforced: one request without credentials a stream, which is refused. */
async function answersOf(
  { document, connector, judge, chosen }: Trial,
  { auth }: { auth: "off" | "enforce" },
): Promise<readonly Answered[]> {
  const emulator = createEmulator({ document, connector, clock, records: 12, auth });
  const requests = requestsTo(emulator, document);
  const answers: Answered[] = [];
  for (const stream of chosen) {
    const list = requests.list(stream);
    for (const ask of auth === "enforce" ? [() => list] : questions(stream, requests)) {
      const asked = ask();
      if (asked !== undefined)
        answers.push({ fault: await judge.judge(asked.operation, await emulator.fetch(asked.request)) });
    }
  }
  return answers;
}
