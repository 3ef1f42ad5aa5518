import { rawOperation, type DocumentReading } from "../contract/raw-operation.ts";
import { withHeaders, type Layer, type Reply } from "./call.ts";

/** An operation that is on its way out. */
export interface Deprecation {
  /** `METHOD /path` as the document writes it. Default: every operation. */
  readonly operation?: string | undefined;
  /** Epoch milliseconds since when, or from when, it is discouraged. */
  readonly at: number;
  /** Epoch milliseconds at which it is expected to end. */
  readonly sunsetAt?: number | undefined;
  /** Where a person reads about it. */
  readonly link?: string | undefined;
}

/**
 * Says so on every answer: `Deprecation` (RFC 9745), `Sunset` (RFC 8594) and a link to what a person can read. Operations that the document marks
 * as deprecated are so since `since`.
 */
export function deprecated(
  deprecations: readonly Deprecation[],
  { since, ...reading }: DocumentReading & { since: number },
): Layer {
  const marked = new Map<string, boolean>();
  const isMarked = (operation: string): boolean => {
    const known = marked.get(operation) ?? rawOperation(operation, reading)["deprecated"] === true;
    marked.set(operation, known);
    return known;
  };
  const found = (operation: string): Deprecation | undefined =>
    deprecations.find((each) => each.operation === undefined || each.operation === operation) ??
    (isMarked(operation) ? { at: since } : undefined);
  return (call, next) => {
    const deprecation = call.operation === undefined ? undefined : found(call.operation);
    return deprecation === undefined ? next(call) : told(deprecation, next(call));
  };
}

async function told(deprecation: Deprecation, answered: Promise<Reply>): Promise<Reply> {
  const reply = await answered;
  return withHeaders(reply, headersOf(deprecation, reply.answer.headers["link"]));
}

function headersOf({ at, sunsetAt, link }: Deprecation, links: string | undefined): Readonly<Record<string, string>> {
  const about = link === undefined ? undefined : `<${link}>; rel="deprecation"; type="text/html"`;
  const joined = [links, about].filter((each) => each !== undefined).join(", ");
  return {
    deprecation: `@${Math.floor(at / 1000)}`,
    ...(sunsetAt === undefined ? {} : { sunset: new Date(sunsetAt).toUTCString() }),
    ...(joined === "" ? {} : { link: joined }),
  };
}
