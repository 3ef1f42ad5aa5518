import { basename, join } from "node:path";
import { neededStreams } from "./correct/needed-streams.ts";
import { applyCorrections } from "./correct/apply-corrections.ts";
import type { Corrections } from "./config/config.ts";
import { checkRuntimeModules } from "./config/check-runtime-modules.ts";
import { readDeclared } from "./config/declared-document.ts";
import { runtimeImports } from "./correct/runtime-imports.ts";
import { emitClient } from "./emit/emit-client.ts";
import { emitConnector } from "./emit/emit-connector.ts";
import { emitSchema } from "./emit/emit-schema.ts";
import { emitShape } from "./emit/emit-shape.ts";
import type { RuntimeImports } from "./emit/emit-runtime.ts";
import type { KeptOperation } from "./emit/shake.ts";
import { commentText } from "./emit/text.ts";
import { inferFrom, type Inference } from "./infer/infer-connector.ts";
import { readModel, type Model } from "./infer/document/operation.ts";
import { namesHost } from "./infer/api/service.ts";
import { DocumentError } from "./load/read/document-error.ts";
import { isObject } from "./load/json/json-value.ts";
import type { Access } from "./load/read/access.ts";
import type { DocumentIo } from "./load/read/io.ts";
import type { LoadedDocument } from "./load/load-document.ts";
import { readDocument } from "./overlay/read-document.ts";
import { writeFiles, writtenText } from "./write-files.ts";
import { splitOperationName } from "./infer/document/operation-name.ts";

/** Which document is read, what a person knows besides, and where the code goes. */
export interface GenerateOptions {
  /** Path or URL of the document; `-` for standard input. Absent where the corrections declare every stream. */
  readonly source?: string | undefined;
  /** Folder for the generated files. Created where it is missing. */
  readonly outDir: string;
  /** What the vendor is called. Default: the document's title. */
  readonly name?: string | undefined;
  /** Paths of OpenAPI Overlay documents, applied in this order before the document is read. */
  readonly overlays?: readonly string[] | undefined;
  /** What the document may refer to besides its own folder and public addresses. */
  readonly access?: Access | undefined;
  /** A person's corrections of what is inferred. */
  readonly corrections?: Corrections | undefined;
  /** Where the corrections are written, for messages. Default `the corrections`. */
  readonly place?: string | undefined;
  /** Folder that the modules of the corrections are relative to. Default: the working directory. */
  readonly modulesFrom?: string | undefined;
  /** Types of what the streams use, or of the whole document. Default `streams`. */
  readonly types?: "streams" | "whole" | undefined;
  /** `false`: only compare with what is there. Default `true`. */
  readonly write?: boolean | undefined;
  /** How the document is read. Default: from the file system, the network and standard input of this process. */
  readonly io?: DocumentIo | undefined;
}

/** A file as it is to be. */
export interface GeneratedFile {
  /** In `outDir`; absolute where that is. */
  readonly path: string;
  readonly text: string;
  /** True where the file was missing or held something else. */
  readonly changed: boolean;
}

/** What was generated, and what from. */
export interface GenerateResult {
  readonly files: readonly GeneratedFile[];
  readonly inference: Inference;
  readonly loaded: LoadedDocument;
}

/** What corrections are called where nobody says where they are written. */
const CORRECTIONS = "the corrections";

/**
 * A document -> `schema.d.ts`, `client.ts`, `connector.ts` and `shape.ts` in a folder. The same document gives the same bytes.
 * @throws DocumentError where the document or an overlay cannot be used, or no operation lists anything
 * @throws ConfigError where a correction names what is not there or gives no sound connector, or where a file cannot be read or written
 */
export async function generate(options: GenerateOptions): Promise<GenerateResult> {
  const { outDir, corrections = {}, modulesFrom = ".", place: at = CORRECTIONS } = options;
  await checkRuntimeModules(corrections, { modulesFrom, place: at });
  const loaded = await readDescription(options);
  const model = readModel(loaded.document);
  const inference = inferListsOf(model, loaded, options);
  const code = runtimeImports(inference.connector, corrections, { modulesFrom, outDir });
  const texts = emitAll({ loaded, model, inference, code, types: options.types ?? "streams" });
  const files = await Promise.all(Object.entries(texts).map(([name, text]) => compared(join(outDir, name), text)));
  if (options.write ?? true) await writeFiles(files.filter(({ changed }) => changed));
  return { files, inference, loaded };
}

/**
 * The document of a connector with its overlays applied; one without operations where all its streams are declared by hand.
 * @throws DocumentError
 */
export async function readDescription(
  options: Pick<GenerateOptions, "source" | "overlays" | "access" | "io" | "corrections" | "place">,
): Promise<LoadedDocument> {
  return options.source === undefined ? readDeclared(options) : readDocument(options.source, options);
}

/**
 * A loaded document's connector, corrected.
 * @throws DocumentError where no operation lists anything
 * @throws ConfigError where the corrections cannot be applied
 */
export function inferLists(loaded: LoadedDocument, options: Naming = {}): Inference {
  return inferListsOf(readModel(loaded.document), loaded, options);
}

type Naming = Pick<GenerateOptions, "name" | "corrections" | "place">;

function inferListsOf(
  model: Model,
  loaded: LoadedDocument,
  { name, corrections = {}, place: at = CORRECTIONS }: Naming,
): Inference {
  const lists = Object.keys(corrections.streams ?? {});
  const inference = inferFrom(model, { name: name ?? corrections.name, lists }, (found) =>
    neededStreams(found, corrections),
  );
  const streams = { ...inference.connector.streams, ...corrections.graphql };
  if (Object.keys(streams).length > 0) return applyCorrections({ inference, model, corrections, place: at });
  throw new DocumentError({
    code: "no-lists",
    file: loaded.file,
    pointer: "/paths",
    what: "No operation of this document lists a collection, so there is nothing to sync.",
    next: "Give a document whose GET operations answer with arrays, with their response schemas.",
  });
}

interface Emission {
  readonly loaded: LoadedDocument;
  readonly model: Model;
  readonly inference: Inference;
  readonly code: readonly RuntimeImports[];
  readonly types: "streams" | "whole";
}

function emitAll({ loaded, model, inference, code, types }: Emission): Readonly<Record<string, string>> {
  const head = headOf(loaded);
  const { connector, report } = inference;
  const records = report.streams.map(({ name, record }) => ({ name, record }));
  const kept = types === "whole" ? "all" : keptOperations(inference);
  return {
    "schema.d.ts": emitSchema(loaded.document, kept, head),
    "client.ts": emitClient(connector, namesHost(connector), head),
    "connector.ts": emitConnector(inference, head, code),
    "shape.ts": emitShape(model, records, head),
  };
}

/** What stands first in every file. No date and no absolute path: the same document gives the same bytes on every machine. */
function headOf({ file, document }: LoadedDocument): string {
  const info = isObject(document["info"]) ? document["info"] : {};
  const title = [info["title"], info["version"]].filter((part) => typeof part === "string").join(" ");
  return `// Generated by \`waybill generate\` from ${commentText(basename(file), 80)} (${commentText(title, 80)}). Do not edit: corrections go in waybill.config.ts.`;
}

/** The operations of the streams beside their lists, and the lists, whose undeclared parameters are to be typed. */
function keptOperations({ connector, report }: Inference): readonly KeptOperation[] {
  const undeclared = new Map(report.streams.map((stream) => [stream.name, stream.undeclared]));
  const streams = Object.values(connector.streams);
  const besideLists = streams.flatMap(({ operations }) =>
    Object.values(operations ?? {}).filter((each) => each !== undefined),
  );
  return [
    ...besideLists.map(splitOperationName),
    ...streams.map(({ name, list }) => ({ method: list.method, path: list.path, undeclared: undeclared.get(name) })),
  ];
}

async function compared(path: string, text: string): Promise<GeneratedFile> {
  return { path, text, changed: (await writtenText(path)) !== text };
}
