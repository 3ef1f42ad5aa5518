import { text } from "./shape.ts";
import type { Check } from "./shape.ts";

/** `""` or `/…`, with `~` only as `~0` and `~1` (RFC 6901 section 3). */
export const pointer: Check = text("a JSON Pointer: empty, or beginning with `/`", /^(\/([^~/]|~[01])*)*$/);

/** One member: a whole record is no value. */
export const field: Check = text("a JSON Pointer to a field, beginning with `/`", /^(\/([^~/]|~[01])*)+$/);

export const parameterRef: Check = text(
  "a parameter: a query name, `header:Name`, `path:name` or `/pointer`",
  /^(header:.+|path:.+|\/.*|[^/].*)$/,
);

export const responseRef: Check = text(
  "a place in the answer: `/pointer` or `header:Name`",
  /^(header:.+|(\/([^~/]|~[01])*)+)$/,
);
