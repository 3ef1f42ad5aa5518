import type { AuthScheme, Connector, RateLimits } from "@waybill/sync/connector";
import { same, type Change } from "./change.ts";

/** Changes of what concerns the whole API. */
export function diffService(before: Connector, after: Connector): readonly Change[] {
  return [
    ...(before.baseUrl === after.baseUrl
      ? []
      : [change("breaking", "baseUrl", [before.baseUrl, after.baseUrl], "The API is at another address.")]),
    ...authChanges(before.auth, after.auth),
    ...limitChanges(before.limits, after.limits),
    ...supportChange("idempotency", before.idempotency?.header, after.idempotency?.header, [
      "A repeated write is no longer recognised as one.",
      "Writes can carry a key by which a repeated one is recognised.",
    ]),
    ...headerChanges(before.headers ?? {}, after.headers ?? {}),
  ];
}

function change(
  severity: Change["severity"],
  what: string,
  [before, after]: readonly [unknown, unknown],
  meaning: string,
): Change {
  return { severity, what, before, after, meaning };
}

function authChanges(before: readonly AuthScheme[], after: readonly AuthScheme[]): readonly Change[] {
  return [
    ...before
      .filter((scheme) => !isIn(scheme, after))
      .map((scheme) =>
        change(
          "breaking",
          "auth",
          [plain(scheme), undefined],
          `${scheme.kind} as it was is no longer a way to authenticate.`,
        ),
      ),
    ...after
      .filter((scheme) => !isIn(scheme, before))
      .map((scheme) =>
        change("additive", "auth", [undefined, plain(scheme)], `${scheme.kind} is a new way to authenticate.`),
      ),
  ];
}

function isIn(scheme: AuthScheme, schemes: readonly AuthScheme[]): boolean {
  return schemes.some((other) => same(plain(scheme), plain(other)));
}

/** Scopes are compared where they are asked for, by stream. */
function plain(scheme: AuthScheme): object {
  return scheme.kind === "oauth2" ? { ...scheme, scopes: [] } : scheme;
}

function limitChanges(before: RateLimits | undefined, after: RateLimits | undefined): readonly Change[] {
  if (same(before, after)) return [];
  if (before === undefined)
    return [change("additive", "limits", [before, after], "The document says how much the vendor permits.")];
  if (after === undefined)
    return [change("additive", "limits", [before, after], "The document no longer says how much the vendor permits.")];
  const lower = rateOf(after) < rateOf(before) || (after.concurrency ?? Infinity) < (before.concurrency ?? Infinity);
  return [
    change(
      lower ? "breaking" : "additive",
      "limits",
      [before, after],
      lower ? "The vendor permits less." : "The vendor permits more.",
    ),
  ];
}

/** Requests a millisecond. */
function rateOf({ requests, windowMs }: RateLimits): number {
  return requests === undefined ? Infinity : requests / (windowMs ?? 1000);
}

function supportChange(
  what: string,
  before: string | undefined,
  after: string | undefined,
  [lost, won]: readonly [string, string],
): readonly Change[] {
  if (before === after) return [];
  return [
    change(before === undefined ? "additive" : "breaking", what, [before, after], before === undefined ? won : lost),
  ];
}

function headerChanges(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): readonly Change[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => before[name] !== after[name])
    .map((name) =>
      change("breaking", `header ${name}`, [before[name], after[name]], "Requests carry another header than before."),
    );
}
