import { FailureError, failure } from "@waybill/transport";
import { erasedMeanwhile } from "../pull/run/ended-meanwhile.ts";
import type { RunReceipt } from "../receipt/receipt.ts";
import { orAborted } from "../or-aborted.ts";
import { linkedSignal } from "../tabs/linked-signal.ts";
import type { LinkedSignal } from "../tabs/linked-signal.ts";
import { inBackground } from "./background.ts";

/** Pulls that are under way in this engine, at most one for each stream. */
export interface Flights {
  /** Whether there is a pull to join: none that is being landed, or about which somebody has a word. */
  has(stream: string): boolean;
  /**
   * Begins a pull, or joins the one that is under way; behind one that is being landed and words given before, it waits for their end. A caller's signal
   * ends the pull that it began; of a joined one, only the waiting.
   */
  fly(stream: string, start: StartFlight, ask: Ask): Promise<RunReceipt>;
  /**
   * Several pulls, some after others: those that have not begun are landed with the rest. Those among `waiting` have not; what is taken out of it is not
   * begun any more.
   */
  inTurn<T>(work: (signal: AbortSignal, waiting: Set<string>) => Promise<T>, ask: Ask): Promise<T>;
  /** Whether a stream waits in a turn. */
  waits(stream: string): boolean;
  /** Takes a stream out of the turns in which it waits. */
  leaveOut(stream: string): void;
  /** What a person wants of a stream, after what was wanted of it before. `land` stops the pull that was under way when the word was given. */
  word<T>(stream: string, work: (land: Land) => Promise<T>): Promise<T>;
  /** Resolves when everything that a person has wanted of a stream so far is done. */
  said(stream: string): Promise<void>;
  /** Stops all of it, and waits until it has stopped and what a person has wanted of streams so far is done. `closed`: nothing begins from now on, for this. */
  landAll(reason: FailureError, closed?: FailureError): Promise<void>;
  /** Stops what was asked for before a commit that erased the connection. */
  landErased(commit: number): void;
}

/** Under what work was asked for. Whoever begins work on somebody's behalf hands it on. */
export interface Ask {
  readonly signal?: AbortSignal | undefined;
  /** {@link lifeOf} the connection then. */
  readonly life: Promise<number>;
}

export type StartFlight = (signal: AbortSignal) => Promise<RunReceipt>;
export type Land = (reason: FailureError) => Promise<void>;

interface Flight<T = RunReceipt> extends Pick<Ask, "life"> {
  readonly result: Promise<T>;
  readonly link: LinkedSignal;
}

interface Turn extends Flight<unknown> {
  readonly waiting: Set<string>;
}

export function createFlights(): Flights {
  const flights = new Map<string, Flight>();
  const words = new Map<string, Promise<unknown>>();
  const turns = new Set<Turn>();
  let closed: FailureError | undefined;
  const has = (stream: string): boolean => flights.get(stream)?.link.signal.aborted === false && !words.has(stream);
  return {
    has,
    fly: (stream, start, { signal, life }) => {
      const under = flights.get(stream);
      if (closed !== undefined) return Promise.reject(closed);
      if (under !== undefined && has(stream)) return orAborted(under.result, signal);
      const link = linkedSignal(signal);
      const begun = async (): Promise<RunReceipt> => {
        link.signal.throwIfAborted();
        return start(link.signal);
      };
      const ended = (): void => {
        link.unlink();
        if (flights.get(stream) === flight) flights.delete(stream);
      };
      const flight: Flight = { link, life, result: behind([under?.result, words.get(stream)], begun).finally(ended) };
      flights.set(stream, flight);
      return flight.result;
    },
    inTurn: async (work, { signal, life }) => {
      if (closed !== undefined) throw closed;
      const [link, waiting] = [linkedSignal(signal), new Set<string>()];
      const turn = { link, life, waiting, result: work(link.signal, waiting) };
      turns.add(turn);
      try {
        return await turn.result;
      } finally {
        link.unlink();
        turns.delete(turn);
      }
    },
    waits: (stream) => [...turns].some(({ waiting }) => waiting.has(stream)),
    leaveOut: (stream) => turns.forEach(({ waiting }) => waiting.delete(stream)),
    word: (stream, work) => {
      const flight = flights.get(stream);
      const land: Land = async (reason) => (flight === undefined ? undefined : landed(flight, reason));
      const word = behind([words.get(stream)], () => work(land)).finally(() => {
        if (words.get(stream) === word) words.delete(stream);
      });
      words.set(stream, word);
      return word;
    },
    said: async (stream) => void (await words.get(stream)?.catch(() => {})),
    landAll: async (reason, after) => {
      closed ??= after;
      await Promise.all([...turns, ...flights.values()].map((each) => landed(each, reason)));
      await Promise.allSettled(words.values());
    },
    landErased: (commit) => {
      for (const each of [...turns, ...flights.values()]) inBackground(() => landIfErased(each, commit));
    },
  };
}

async function landed({ link, result }: Flight<unknown>, reason: FailureError): Promise<void> {
  link.abort(reason);
  await result.catch(() => {});
}

/** A life that begins after a commit has a greater number. */
async function landIfErased({ link, life }: Flight<unknown>, commit: number): Promise<void> {
  if ((await life) < commit) link.abort(new FailureError(erasedMeanwhile));
}

/** Begins at once where there is nothing before it. */
async function behind<T>(ahead: readonly (Promise<unknown> | undefined)[], work: () => Promise<T>): Promise<T> {
  const under = ahead.filter((each) => each !== undefined);
  if (under.length > 0) await Promise.allSettled(under);
  return work();
}

export function stopped(message: string): FailureError {
  return new FailureError(failure("aborted", { message }));
}
