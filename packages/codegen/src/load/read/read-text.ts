import { tooManyBytes } from "./bounds.ts";
import { DocumentError } from "./document-error.ts";
import type { DocumentIo } from "./io.ts";

/**
 * Text of a file. `file` is how the caller named it, for messages.
 * @throws DocumentError where it cannot be read
 */
export async function readText(path: string, file: string, io: DocumentIo): Promise<string> {
  try {
    return await io.readText(path);
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

function unreadable(file: string, cause: unknown): DocumentError {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (code === "ENOENT" || code === "ENOTDIR") {
    return new DocumentError({
      code: "not-found",
      file,
      what: "There is no such file.",
      next: "Check the path.",
      cause,
    });
  }
  if (code === "EISDIR") {
    const next = "Give the document inside it, such as openapi.yaml.";
    return new DocumentError({ code: "is-directory", file, what: "This is a directory.", next, cause });
  }
  if (code === "TOO_MANY_BYTES") return tooManyBytes(file, cause);
  const what = `The file cannot be read (${typeof code === "string" ? code : String(cause)}).`;
  return new DocumentError({ code: "unreadable", file, what, next: "Check that this user may read it.", cause });
}
