/**
 * JSON Pointer (RFC 6901) into an answer or a record: `/data/items`, `/id`, `""` for the whole.
 */
export type Pointer = "" | `/${string}`;

/** Where a request parameter goes: a bare name is a query parameter, `header:Name` a header, `path:name` a path parameter, `/pointer` a member of the JSON body. */
export type ParameterRef = string;

/** Where an answer holds a value: a pointer into the body, or `header:Name`. */
export type ResponseRef = `/${string}` | `header:${string}`;
