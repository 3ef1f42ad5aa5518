import { Octokit } from "@octokit/core";
import { paginateRest } from "@octokit/plugin-paginate-rest";
import type { Emulator } from "@waybill/emulator";
import { describe, expect, test } from "vitest";
import { corpusDocuments } from "../judge/documents.ts";
import { notesDocument } from "./notes.document.ts";
import { fetchOf, start, startReal } from "./start.ts";

const Client = Octokit.plugin(paginateRest);
const quiet = { debug() {}, info() {}, warn() {}, error() {} };

/** What any user of Octokit does: read all, make one, change it, read it back, delete it. */
async function drive(emulator: Emulator): Promise<readonly string[]> {
  const octokit = new Client({
    auth: emulator.credentials().bearer,
    request: { fetch: fetchOf(emulator) },
    log: quiet,
  });
  const truth = emulator.records("gists") as readonly { id: string }[];
  const read = await octokit.paginate("GET /gists", { per_page: 7 });
  expect(read.map(({ id }) => id)).toEqual(truth.map(({ id }) => id));

  const made = await octokit.request("POST /gists", {
    description: "From Octokit",
    files: { "a.txt": { content: "text" } },
  });
  expect(made.status).toBe(201);
  const gist_id = `${made.data.id}`;
  await octokit.request("PATCH /gists/{gist_id}", { gist_id, description: "Changed" });
  const again = await octokit.request("GET /gists/{gist_id}", { gist_id });
  expect(again.data.description).toBe("Changed");
  await octokit.request("DELETE /gists/{gist_id}", { gist_id });
  await expect(octokit.request("GET /gists/{gist_id}", { gist_id })).rejects.toMatchObject({ status: 404 });
  expect(emulator.violations()).toEqual([]);
  return emulator.stats().effects.map(({ action }) => action);
}

describe("Octokit", () => {
  test("reads every page, and writes, at a small vendor", async () => {
    expect(await drive(start(notesDocument, { records: 40 }))).toEqual(["create", "update", "delete"]);
  });

  test.skipIf(corpusDocuments().length === 0)(
    "does so at GitHub's own document (needs ../shared/corpus beside the repository)",
    async () => {
      const emulator = await startReal("github", { records: 40 });
      expect(emulator === undefined ? undefined : await drive(emulator)).toEqual(["create", "update", "delete"]);
    },
  );
});
