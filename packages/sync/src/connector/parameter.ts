import type { ParameterRef, Pointer } from "./refs.ts";

/** Where a request parameter goes, taken apart. */
export type ParameterPlace =
  | { readonly in: "query" | "header" | "path"; readonly name: string }
  | { readonly in: "body"; readonly pointer: Pointer };

/** Takes a parameter reference apart: bare name, `header:Name`, `path:name` or `/pointer`. */
export function parameterPlace(ref: ParameterRef): ParameterPlace {
  if (isPointer(ref)) return { in: "body", pointer: ref };
  if (ref.startsWith("header:")) return { in: "header", name: ref.slice("header:".length) };
  if (ref.startsWith("path:")) return { in: "path", name: ref.slice("path:".length) };
  return { in: "query", name: ref };
}

/** Whether a reference is a place in the body. */
export function isPointer(ref: string): ref is `/${string}` {
  return ref.startsWith("/");
}
