import { readLimited } from "../../body/read-limited.ts";

/** One way in which a vendor says that an access token has expired. */
export interface ExpirySign {
  /** Status of the answer; some vendors refuse an expired token with 400 or 403. */
  readonly status: number;
  /** The code in the JSON body without which this status means something else. Absent: the status is enough. */
  readonly code?: ExpiryCode | undefined;
}

/** Where a body holds its code, and which codes mean an expired token. */
export interface ExpiryCode {
  /** Member names and array positions from the outside in: `["error", "code"]`, `["errors", 0, "code"]`. */
  readonly at: readonly (string | number)[];
  readonly is: readonly (string | number)[];
}

/** An error that says so is short; longer bodies are not looked into. Bytes. */
const longest = 65_536;

/** Tells whether an answer is one of these signs. Reads a copy, so that the answer stays readable. */
export function expirySigns(signs: readonly ExpirySign[]): (response: Response) => boolean | Promise<boolean> {
  return (response) => {
    const possible = signs.filter(({ status }) => status === response.status);
    const codes = possible.flatMap(({ code }) => (code === undefined ? [] : [code]));
    if (codes.length < possible.length) return true;
    return codes.length > 0 && names(response, codes);
  };
}

async function names(response: Response, codes: readonly ExpiryCode[]): Promise<boolean> {
  try {
    const bytes = await readLimited(response.clone(), longest);
    const json: unknown = bytes && JSON.parse(new TextDecoder().decode(bytes));
    return codes.some(({ at, is }) => is.some((value) => value === memberOf(json, at)));
  } catch {
    // A body that breaks off or is no JSON names no code.
    return false;
  }
}

function memberOf(json: unknown, at: readonly (string | number)[]): unknown {
  return at.reduce<unknown>(
    (value, name) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined,
    json,
  );
}
