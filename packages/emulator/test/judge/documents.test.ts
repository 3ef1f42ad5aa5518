import { describe, expect, test } from "vitest";
import { corpusDocuments, ownDocuments } from "./documents.ts";
import { verdictOf, type Verdict } from "./verdict.ts";

const real = corpusDocuments();
const isLong = process.env["WAYBILL_LONG"] === "1";
const streams = isLong ? Infinity : 4;
/** Documents that contradict themselves: no answer could be as they describe it. What the validator says of them is printed. */
const contradictions: Readonly<Record<string, string>> = {
  digitalocean: "declares an object and the items of a list for one member (`bgp_auth_key`, `service_key`)",
  klaviyo: "wants exactly one of three alternatives to hold that are equal (`send_options`)",
  linode: "forbids members of pages and records that it describes (`additionalProperties: false` beside `allOf`)",
  okta: "wants exactly one kind of role to hold where both take the same members; only its discriminator tells them apart",
  slack: "forbids the member in which it says that the next cursor is (`response_metadata`)",
};

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
      const wrong = verdicts.filter(({ faults }) => faults.length > 0).map(({ name }) => name);
      expect(wrong.filter((name) => contradictions[name] === undefined)).toEqual([]);
    },
  );
});

function table(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map(({ name, answered, judged, faults }) => {
    const note = faults.length === 0 ? "" : `, which ${contradictions[name] ?? "are not as it describes them"}`;
    const line = `${name.padEnd(18)} ${faults.length === 0 ? "right" : "-    "} ${answered} answers, ${judged} bodies judged${note}`;
    return [line, ...faults.slice(0, 5).map(({ request, why }) => `    ${request}: ${why}`)].join("\n");
  });
  const right = verdicts.filter(({ faults }) => faults.length === 0).length;
  return [...rows, `${right} of ${verdicts.length} documents: every answer is right`].join("\n");
}
