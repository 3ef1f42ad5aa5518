import { describe, expect, test } from "vitest";
import { corpusDocuments, ownDocuments } from "./documents.ts";
import { verdictOf, type Verdict } from "./verdict.ts";

const real = corpusDocuments();
const isLong = process.env["WAYBILL_LONG"] === "1";
const streams = isLong ? Infinity : 4;
/** Of thirty. The others contradict themselves; what they say is printed. */
const fewestRight = 25;

describe("answers, held against the document by a validator nobody here wrote (Ajv)", () => {
  test.each(ownDocuments())("of $name are as it describes them", async (document) => {
    const { faults, judged } = await verdictOf(document, { streams: Infinity });
    expect(faults).toEqual([]);
    expect(judged).toBeGreaterThan(3);
  });

  test.skipIf(real.length === 0)(
    "of real documents are as they describe them (needs ../shared/corpus beside the repository)",
    { timeout: 900_000 },
    async () => {
      const verdicts: Verdict[] = [];
      for (const document of real) verdicts.push(await verdictOf(document, { streams }));
      console.log(table(verdicts));
      expect(verdicts.filter(({ faults }) => faults.length === 0).length).toBeGreaterThanOrEqual(fewestRight);
    },
  );
});

function table(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map(({ name, answered, judged, faults }) => {
    const line = `${name.padEnd(18)} ${faults.length === 0 ? "right" : "-    "} ${answered} answers, ${judged} bodies judged`;
    return [line, ...faults.slice(0, 5).map(({ request, why }) => `    ${request}: ${why}`)].join("\n");
  });
  const right = verdicts.filter(({ faults }) => faults.length === 0).length;
  return [...rows, `${right} of ${verdicts.length} documents: every answer is right`].join("\n");
}
