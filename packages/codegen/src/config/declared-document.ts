import type { DocumentIo } from "../load/read/io.ts";
import { loadDocument, type LoadedDocument } from "../load/load-document.ts";
import type { Corrections } from "./config.ts";

/** What stands for the document of a connector whose streams are all declared by hand: it names the API and describes no operation. */
export async function readDeclared({
  corrections = {},
  place = "the corrections",
}: {
  readonly corrections?: Corrections | undefined;
  readonly place?: string | undefined;
}): Promise<LoadedDocument> {
  const { name = "Unnamed", baseUrl } = corrections;
  const document = {
    openapi: "3.1.1",
    info: { title: name, version: "declared" },
    servers: baseUrl === undefined ? [] : [{ url: baseUrl }],
    paths: {},
  };
  const io: DocumentIo = {
    readText: () => Promise.resolve(""),
    realPath: (path) => Promise.resolve(path),
    readInput: () => Promise.resolve(JSON.stringify(document)),
  };
  return { ...(await loadDocument("-", io)), file: place };
}
