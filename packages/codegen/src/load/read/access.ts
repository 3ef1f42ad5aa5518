import { sep } from "node:path";
import { fileURLToPath } from "node:url";

/** What a document may make this command read, besides its own folder and addresses that are public. */
export interface Access {
  /** Folders whose files it may refer to, absolute. */
  readonly folders?: readonly string[] | undefined;
  /** Hosts that it may refer to though they are private, with the port where it is not the usual one: `localhost:8080`. */
  readonly hosts?: readonly string[] | undefined;
}

/** Says why something is not read; undefined where it may be. */
export type Refusal = string | undefined;

/** Whether a file, given by its real path, may be read by a document at `root`. */
export function refusesFile(path: string, folders: readonly string[]): Refusal {
  const inside = folders.some((folder) => path.startsWith(folder.endsWith(sep) ? folder : folder + sep));
  return inside ? undefined : "The file is outside the document's folder.";
}

/** Whether a remote address may be asked at all, before its host is looked up. */
export function refusesUrl(url: URL): Refusal {
  if (url.protocol !== "https:" && url.protocol !== "http:")
    return `An address that begins with ${url.protocol} is not read.`;
  if (url.username !== "" || url.password !== "") return "An address with a user or a password in it is not read.";
  return undefined;
}

/** The path of a `file:` URL; undefined where it names none, as with a broken escape or another machine's name. */
export function pathOfUrl(url: URL): string | undefined {
  try {
    return fileURLToPath(url);
  } catch {
    return undefined;
  }
}
