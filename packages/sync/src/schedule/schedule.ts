/** When a stream is pulled without being asked. Plain data: it can be stored, sent and compared. */
export type Schedule =
  /** Never by itself. */
  | { readonly kind: "manual" }
  | (Spread & {
      readonly kind: "interval";
      /** From the end of one run to the beginning of the next, in milliseconds. A stream that never ran is due at once. */
      readonly everyMs: number;
    })
  | (Spread & {
      readonly kind: "cron";
      /** Five or six fields, as the reader of `@waybill/sync/cron` understands them. */
      readonly expression: string;
      /** IANA name of the zone that the expression is meant in. Default `UTC`. */
      readonly timeZone?: string | undefined;
    });

interface Spread {
  /** A run begins up to this much later, each stream by its own share, so that not all begin together. Milliseconds; default 0. */
  readonly jitterMs?: number | undefined;
  /** While it lasts, no run begins; what became due is run once at its end. */
  readonly quiet?: QuietHours | undefined;
}

/** A part of each day, by the clock on the wall: `22:00` to `06:00` goes past midnight. Equal ends are no hours at all. */
export interface QuietHours {
  /** `HH:MM`. */
  readonly from: string;
  /** `HH:MM`. */
  readonly to: string;
  /** IANA name of the zone. Default `UTC`. */
  readonly timeZone?: string | undefined;
}

/** The first moment after `after` (epoch milliseconds) that a cron expression names; `undefined` when there is none any more. */
export type CronReader = (
  cron: { readonly expression: string; readonly timeZone?: string | undefined },
  after: number,
) => number | undefined;
