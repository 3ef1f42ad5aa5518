import type { Departure } from "./departure.ts";
import { FoundRate } from "./found-rate.ts";
import { ToldRate } from "./told-rate.ts";

/** A found rate is taken up again this share below, and has risen by as much above when one period has passed without a refusal. */
const caution = 0.02;
/** A period, when the last guess was good: so many requests, but no more than twice those that told the rate, or round trips, twice the stretch before, or 20 of the seconds to which named waits are rounded. */
const period = { requests: 40, known: 2, roundTrips: 10, stretches: 2, namedMs: 20_000 };
/** A refusal with fewer under way than this share of a crowd that was refused before does not come of the crowd. */
const crowded = 0.8;
/** How much longer a fall of the rate has to last than what it contradicts; a wait that the vendor names is long enough to be believed sooner. */
const patience = { guessed: 1.2, named: 1 };
/** Between departures to a vendor whose rate is not known yet, in milliseconds. */
const unknownMs = 10;
/** Until a limit of which nothing is known is tried again, in milliseconds; half as long again after each refusal. */
const firstPauseMs = 100;

/**
 * Finds a vendor's limit from nothing but which requests it takes and which it refuses, and gives the pace that keeps below it.
 *
 * The first refusal is taken for a limit of what is under way together. If a request with clearly fewer under way is refused as well, it is a limit of
 * time: from then on requests leave one by one at the rate that the vendor takes. Between two moments at which a vendor begins to take requests again it
 * has taken exactly what its limit gives, whether it counts windows or refills a bucket: that quotient is the rate. Without a refusal the pace rises,
 * slowly at first and ever faster; more slowly the better the last guess was and the more a refusal costs. Pure; times are monotonic milliseconds.
 */
export class Pace {
  /** Requests that may be under way; one more with each answer until the first refusal. */
  #room: number;
  /** One less than were under way when that was too many. */
  #crowd = Infinity;
  /** What the vendor takes. */
  readonly #rate = new FoundRate();
  /** What the vendor says that it takes, until a refusal shows what it takes. */
  readonly #told = new ToldRate();
  /** Requests leave at the rate. */
  #spaced = false;
  /** The stretch that is measured now: from when, and how many requests were taken. */
  #since: number | undefined;
  #taken = 0;
  /** Requests that the vendor would have taken before it was asked again. */
  #missed = 0;
  /** The vendor refuses: when the last refused request left. */
  #refusedAt: number | undefined;
  /** Where this stretch met the limit, and how many times its mean the pace was by then. */
  #met = { rate: 0, at: 0, risen: 1 };
  /** Refusals since the vendor took a request. */
  #misses = 0;
  /** How exactly the end of the last refusals is known, in milliseconds. */
  #gapMs = 0;
  /** From 0.2 to 1. */
  #trust = 0.2;
  #periodMs = Infinity;
  #roundTripMs = 0;
  /** Waits are named by the vendor. */
  #named = false;
  /** The last departure when the last refusal was heard: what had left until then is refused together with it. */
  #heard = 0;

  constructor(probe: number) {
    this.#room = probe;
  }

  /** Requests that may be under way at the same time. */
  atOnce(now: number): number {
    return this.#crowd === Infinity ? this.#room : Math.min(this.#room, this.#crowd * Math.max(1, this.#growth(now)));
  }

  /** Milliseconds from one departure to the next. */
  interval(now: number): number {
    const perMs = this.#rate.perMs || this.#told.perMs;
    if (this.#spaced) return perMs > 0 ? 1 / (perMs * this.#pressure(now)) : unknownMs;
    return this.#crowd === Infinity ? 0 : this.#roundTripMs / Math.min(this.#crowd, this.#room * 2);
  }

  /**
   * Hears what the vendor says is left after a request, and for how many milliseconds. From the first on requests leave at the rate that this is, until a
   * refusal shows what the vendor takes; and no more of them than are left, until it has shown that it renews as it says.
   */
  told(left: number, ms: number, departure: Departure, now: number): void {
    if (this.#heard > 0) return;
    const hasRisen = this.#told.heard(left, ms, departure, now);
    if (this.#told.perMs > 0) this.#room = this.#told.isProven ? Infinity : left / (departure.cost || 1);
    if (!hasRisen) return;
    this.#spaced = true;
    this.#since = now;
    this.#periodMs = period.namedMs;
  }

  taken(departure: Departure, now: number): void {
    this.#since ??= departure.at;
    this.#roundTripMs = now - departure.at;
    if (this.#refusedAt !== undefined && departure.at > this.#refusedAt) this.#reopened(departure, this.#refusedAt);
    this.#taken += 1;
    this.#room += this.#room * 2 <= this.#crowd ? 1 : 0.1;
  }

  /**
   * @param last the last departure until now
   * @param ms the wait that the vendor names
   * @returns for how long nothing should leave; undefined for a request that left before an earlier refusal was heard
   */
  refused(departure: Departure, last: number, now: number, ms: number | undefined): number | undefined {
    const { at, sent, crowd } = departure;
    this.#since ??= at;
    if (sent <= this.#heard) {
      if (this.#refusedAt !== undefined) this.#refusedAt = Math.max(this.#refusedAt, at);
      return undefined;
    }
    this.#heard = last;
    this.#named = ms !== undefined;
    this.#roundTripMs = now - at;
    if (this.#refusedAt === undefined) this.#met = this.#meeting(at);
    if (this.#refusedAt === undefined && this.#isCrowd(crowd)) return this.#thin(crowd, now, ms ?? 0);
    if (this.#crowd < Infinity || crowd === 1) this.#spaced = true;
    this.#crowd = this.#spaced ? Infinity : crowd - 1;
    this.#refusedAt = at;
    const step = this.#step(at - this.#since, now - at);
    return ms ?? step * 1.5 ** this.#misses++;
  }

  #isCrowd(crowd: number): boolean {
    return !this.#spaced && this.#crowd < Infinity && crowd > Math.max(1, crowded * this.#crowd);
  }

  /** How long to wait at first, and whether to ask with one request: not where the end of the refusals is known nearly enough. */
  #step(stretchMs: number, roundTripMs: number): number {
    const known = this.#spaced && this.#rate.perMs > 0;
    this.#room = known && this.#misses === 0 ? Infinity : 1;
    return known ? Math.max(this.#gapMs / 4, stretchMs / 100) : Math.max(firstPauseMs, roundTripMs);
  }

  /** Too many were under way, as before: a few less, at once or when the vendor says. */
  #thin(crowd: number, now: number, ms: number): number {
    this.#room = this.#crowd = Math.max(1, crowd - 1);
    this.#met.rate = this.#rate.perMs;
    this.#begin(now + ms);
    return ms;
  }

  /** The vendor takes requests again, from some moment since the last one that it refused. */
  #reopened({ at }: Departure, refusedAt: number): void {
    const since = this.#since ?? at;
    this.#gapMs = Math.min(at - refusedAt, this.#named ? 1000 : Infinity);
    this.#rate.add(
      this.#measured(since),
      at - this.#gapMs / 2 - since,
      this.#named ? patience.named : patience.guessed,
    );
    // Who hurries and is refused once more waits for another of the vendor's seconds.
    const missedMs = this.#named ? 0 : this.#gapMs / 2;
    this.#missed = missedMs * this.#rate.perMs;
    this.#refusedAt = undefined;
    this.#misses = 0;
    this.#room = this.#spaced ? Infinity : this.#crowd / 2;
    this.#begin(at - missedMs);
  }

  /** A pace that grows with the square of time has grown by a third of it on average. */
  #meeting(at: number): { readonly rate: number; readonly at: number; readonly risen: number } {
    const growth = this.#growth(at);
    return { rate: this.#rate.perMs * growth, at, risen: growth / (1 - caution + (growth - 1 + caution) / 3) };
  }

  /**
   * Requests taken in this stretch, or as many as would have been had it begun at the pace at which it met the limit. Where waits are named, and long, that
   * is no more than the pace has risen: nothing left while they lasted.
   */
  #measured(since: number): number {
    if (!this.#spaced) return this.#taken;
    const { rate, at, risen } = this.#met;
    const evenly = rate * (at - since);
    return Math.max(this.#taken, this.#named ? Math.min(evenly, this.#taken * risen) : evenly);
  }

  #begin(now: number): void {
    this.#trust = this.#rate.isNear(this.#met.rate) ? Math.min(1, this.#trust * 2) : 0.2;
    const stretchMs = this.#named ? period.namedMs : period.stretches * (now - (this.#since ?? now));
    // A rate that was found from few requests is a guess: to keep it for long costs more than the refusal that corrects it.
    const requests = Math.min(period.requests, period.known * this.#rate.found.requests);
    const requestsMs = this.#spaced ? requests / this.#rate.perMs : 0;
    const longestMs = Math.max(stretchMs, period.roundTrips * this.#roundTripMs, requestsMs);
    this.#periodMs = Math.max(this.#trust * longestMs, requestsMs / 2);
    this.#since = now;
    this.#taken = 0;
  }

  /** What was missed is made up for at twice the pace, save for the request that found the vendor open and the next. */
  #pressure(now: number): number {
    return this.#taken < this.#missed * 2 - 2 ? 2 : this.#growth(now);
  }

  #growth(now: number): number {
    const periods = this.#refusedAt === undefined ? Math.max(0, now - (this.#since ?? now)) / this.#periodMs : 0;
    return 1 - caution + caution * periods * periods;
  }
}
