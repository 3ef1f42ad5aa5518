import { existsSync, readdirSync } from "node:fs";
import { basename, extname } from "node:path";
import { fileURLToPath } from "node:url";

export interface NamedDocument {
  readonly name: string;
  readonly file: string;
}

const own = fileURLToPath(new URL("../../../../openapi/", import.meta.url));
const corpus = fileURLToPath(new URL("../../../../../shared/corpus/specs/", import.meta.url));

/** The documents of this repository. */
export const ownDocuments = (): readonly NamedDocument[] => documentsIn(own);

/** Thirty real vendors' documents; none where the corpus is not beside the repository. */
export const corpusDocuments = (): readonly NamedDocument[] => (existsSync(corpus) ? documentsIn(corpus) : []);

export const documentOf = (name: string): NamedDocument | undefined =>
  corpusDocuments().find((document) => document.name === name);

const documentsIn = (folder: string): readonly NamedDocument[] =>
  readdirSync(folder)
    .filter((file) => /\.(json|ya?ml)$/.test(file) && file !== "waybill-status.yaml")
    .map((file) => ({ name: basename(file, extname(file)), file: folder + file }));
