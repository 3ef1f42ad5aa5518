/** Where and in which unit a vendor says how long its tokens live. */
export interface Lifetime {
  /** Member of the token answer. */
  readonly field: string;
  readonly unit: "s" | "ms";
}

const standard: Lifetime = { field: "expires_in", unit: "s" };

/**
 * Brings a token answer to the form of RFC 6749 section 5.1 before it is read strictly: errors sent with status 200 become 400, a missing token type is
 * bearer, the lifetime moves to `expires_in` in seconds, and one that is no positive number counts as not said. ID tokens are dropped: nobody here
 * signs a person in.
 */
export async function normaliseTokens(response: Response, lifetime: Lifetime = standard): Promise<Response> {
  const body = parsed(await response.text());
  if (body === undefined) return new Response("", { status: response.ok ? 200 : response.status });
  if (typeof body["error"] === "string")
    return Response.json(body, { status: response.status < 400 ? 400 : response.status });
  const { [lifetime.field]: said, expires_in: _, id_token: __, ...rest } = body;
  const seconds = secondsOf(said, lifetime);
  return Response.json(
    { token_type: "bearer", ...rest, ...(seconds === undefined ? {} : { expires_in: seconds }) },
    { status: response.ok ? 200 : response.status },
  );
}

function secondsOf(said: unknown, { unit }: Lifetime): number | undefined {
  const value = typeof said === "string" && /^\d+(\.\d+)?$/.test(said) ? Number(said) : said;
  if (typeof value !== "number" || !Number.isFinite(value) || value <= 0) return undefined;
  return unit === "ms" ? value / 1000 : value;
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
