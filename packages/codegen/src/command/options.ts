/** Every option there is, as `parseArgs` of Node takes them. Commands name those that they understand. */
export const OPTIONS = {
  out: { type: "string", short: "o", value: "DIR", about: "the folder to write to" },
  name: { type: "string", value: "NAME", about: "what the vendor is called (default: the document's title)" },
  config: {
    type: "string",
    short: "c",
    value: "FILE",
    about: "the config (default: waybill.config.ts in this folder)",
  },
  overlay: {
    type: "string",
    multiple: true,
    value: "FILE",
    about: "an OpenAPI Overlay to apply first; more than once",
  },
  "allow-folder": {
    type: "string",
    multiple: true,
    value: "DIR",
    about: "a folder that the document may refer to besides its own",
  },
  "allow-host": {
    type: "string",
    multiple: true,
    value: "HOST",
    about: "a private host that the document may refer to",
  },
  types: {
    type: "string",
    value: "WHICH",
    about: "types of what the streams use (default), or of the whole document: streams, whole",
  },
  check: { type: "boolean", about: "write nothing; exit with 1 where a file is not as it would be written" },
  watch: { type: "boolean", short: "w", about: "go on, and generate anew what a changed file changes" },
  json: { type: "boolean", about: "as JSON" },
  corpus: { type: "boolean", about: "as labelled documents are written, for a scorer; with --out DIR" },
  against: { type: "string", value: "URL", about: "where the sandbox is, with the path of its API" },
  token: { type: "string", value: "TOKEN", about: "the credential (default: WAYBILL_TOKEN in the environment)" },
  port: { type: "string", short: "p", value: "PORT", about: "the port to serve at (default: a free one)" },
  "fail-on": {
    type: "string",
    value: "KIND",
    about: "exit with 1 on: breaking (default), deprecated, any, or never with none",
  },
  help: { type: "boolean", short: "h", about: "this text" },
} as const;

export type OptionName = keyof typeof OPTIONS;

/** Those that say which connector of the config is meant, and what its document is read with: `withOptions` takes them. */
export const DOCUMENT_OPTIONS: readonly OptionName[] = ["name", "config", "overlay", "allow-folder", "allow-host"];

export interface OptionSpec {
  readonly type: "string" | "boolean";
  readonly short?: string;
  readonly multiple?: boolean;
  /** What stands for the value in the help. */
  readonly value?: string;
  readonly about: string;
}

/** Options as they were given. */
export type Options = {
  readonly [Name in OptionName]?:
    | ((typeof OPTIONS)[Name] extends { readonly type: "boolean" }
        ? boolean
        : (typeof OPTIONS)[Name] extends { readonly multiple: true }
          ? readonly string[]
          : string)
    | undefined;
};
