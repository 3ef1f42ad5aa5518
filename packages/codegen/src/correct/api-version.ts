import { ConfigError } from "../config/config-error.ts";
import { suggest } from "../config/nearest.ts";

/**
 * The headers with the version of the API pinned in the one that the document declares for it.
 * @throws ConfigError where the document declares none, or several
 */
export function pinVersion(
  headers: Readonly<Record<string, string>> | undefined,
  version: string | undefined,
  place: string,
): Readonly<Record<string, string>> | undefined {
  if (version === undefined) return headers;
  const names = Object.keys(headers ?? {});
  const [name] = names;
  if (name !== undefined && names.length === 1) return { ...headers, [name]: version };
  const what = names.length === 0 ? "no header for it" : "several headers that may carry it";
  throw new ConfigError(
    `${place}: apiVersion pins the version of the API, and the document declares ${what}.`,
    `${suggest("", names)} Name the header under "headers" instead.`.trim(),
  );
}
