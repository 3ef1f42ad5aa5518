import { hash } from "../random.ts";

/** Numbers as an opaque token, with a check over them and what the token is for: one that was made up, or is for something else, is noticed. */
export const sealed = (purpose: string, numbers: readonly number[]): string =>
  btoa([...numbers, hash(purpose, ...numbers)].join("."))
    .replaceAll("=", "")
    .replaceAll("+", "-")
    .replaceAll("/", "_");

/** The numbers of a token for this purpose; undefined where it is none. */
export function unsealed(purpose: string, token: string): readonly number[] | undefined {
  const all = decoded(token)?.split(".").map(Number) ?? [];
  const numbers = all.slice(0, -1);
  return all.at(-1) === hash(purpose, ...numbers) ? numbers : undefined;
}

function decoded(token: string): string | undefined {
  try {
    return atob(token.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return undefined;
  }
}
