import { inferConnector, loadDocument } from "@waybill/codegen";
import { createEmulator } from "@waybill/emulator";
import { serve } from "@waybill/emulator/node";
import { describe, expect, test } from "vitest";
import { corpusDocuments, ownDocuments, type NamedDocument } from "./documents.ts";
import { prismCommand, startPrism } from "./prism.ts";
import { questions } from "./questions.ts";
import { requestsTo, sampled } from "./requests.ts";

const command = prismCommand() ?? "";
const isLong = process.env["WAYBILL_LONG"] === "1";
const clock = { now: () => Date.UTC(2026, 2, 2), sleep: async () => {} };

/** Asks the emulator through Prism; what is wrong with the answers, and how many there were. */
async function askedThroughPrism({ name, file }: NamedDocument) {
  const { document } = await loadDocument(file);
  const { connector } = inferConnector(document, { name });
  const emulator = createEmulator({ document, connector, clock, records: 12 });
  const vendor = await serve(emulator, { port: 0 });
  const base = new URL(connector.baseUrl).pathname.replace(/\/$/, "");
  const wrong: string[] = [];
  let answers = 0;
  try {
    const prism = await startPrism(command, document, vendor.url + base);
    const requests = requestsTo(emulator, document);
    for (const ask of sampled(connector, 4).flatMap((stream) => questions(stream, requests))) {
      const asked = ask();
      if (asked === undefined) continue;
      const { status, breaches } = await prism.ask(asked.request);
      answers += 1;
      for (const { severity, location, message } of breaches)
        if (severity === "Error")
          wrong.push(`${asked.operation.method} ${asked.operation.path} ${status} ${location.join("/")}: ${message}`);
    }
    prism.close();
  } finally {
    await vendor.close();
  }
  return { answers, wrong };
}

describe.skipIf(command === "")("answers, as Prism sees them between client and vendor (needs its command)", () => {
  test.each(ownDocuments())("of $name are as the document describes them", async (document) => {
    const { answers, wrong } = await askedThroughPrism(document);
    expect(wrong).toEqual([]);
    expect(answers).toBeGreaterThan(10);
  });

  test.skipIf(!isLong || corpusDocuments().length === 0)(
    "of real documents are as these describe them (a long test; needs ../shared/corpus beside the repository)",
    { timeout: 1_800_000 },
    async () => {
      const verdicts: string[] = [];
      for (const document of corpusDocuments()) {
        const { answers, wrong } = await askedThroughPrism(document).catch((error: unknown) => ({
          answers: 0,
          wrong: [String(error).slice(0, 300)],
        }));
        verdicts.push(`${document.name}: ${answers} answers, ${wrong.length} wrong ${wrong[0] ?? ""}`);
      }
      console.log(verdicts.join("\n"));
      expect(verdicts.filter((line) => line.includes(", 0 wrong")).length).toBeGreaterThanOrEqual(24);
    },
  );
});
