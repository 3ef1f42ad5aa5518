import type { Chance } from "./chance.ts";
import type { Happening, Place, World } from "./world.ts";

/** The seams at which a process can die. */
export const seams = ["store", "fetch", "clock", "lock", "tokens"] as const;
export type Seam = (typeof seams)[number];
/** Before the effect of a call, or after it and before anybody is told. */
export const moments = ["before", "after"] as const;
export type Moment = (typeof moments)[number];

/** A tab or worker: it reaches the world only through its seams, and it can die or freeze at any of them. */
export interface Process extends Place {
  readonly name: string;
  readonly chance: Chance;
  readonly isDead: boolean;
  /** Everything it holds is lost: what it waits for never comes, and what it still asks for is never done. */
  kill(): void;
  /** Nothing happens in it until `ms` from now. The world around it goes on. */
  freeze(ms: number): void;
  /** Moves its wall clock, as a person or a time server does. */
  stepClock(ms: number): void;
  /** By how much its wall clock is off, milliseconds. */
  readonly clockOffset: number;
  onDeath(then: () => void): void;
  /** Asks whether this is the moment in which it dies; then it is dead. */
  diesAt(seam: Seam, moment: Moment): boolean;
  /** One call through a seam: the effect happens after a while, and the caller is told after another while. */
  call<T>(seam: Seam, effect: () => T | Promise<T>, latency?: Latency): Promise<T>;
  /** Lets something happen in this process, if it still lives. */
  after(ms: number, happening: Happening): () => void;
}

/** Milliseconds until the effect, and from there until the caller knows. */
export interface Latency {
  readonly there: number;
  readonly back: number;
}

/** Asked at every moment at which a process could die. */
export type Reaper = (seam: Seam, moment: Moment, process: Process) => boolean;

export interface ProcessOptions {
  readonly name: string;
  readonly world: World;
  readonly chance: Chance;
  readonly dies: Reaper;
}

export function createProcess({ name, world, chance, dies }: ProcessOptions): Process {
  let isDead = false;
  let frozenUntil = 0;
  let clockOffset = 0;
  const mourners: (() => void)[] = [];
  const process: Process = {
    name,
    chance,
    heldUntil: (now) => (isDead ? "never" : frozenUntil > now ? frozenUntil : undefined),
    get isDead() {
      return isDead;
    },
    kill: () => {
      if (isDead) return;
      isDead = true;
      for (const then of mourners) then();
    },
    freeze: (ms) => {
      frozenUntil = Math.max(frozenUntil, world.now() + ms);
    },
    stepClock: (ms) => {
      clockOffset += ms;
    },
    get clockOffset() {
      return clockOffset;
    },
    onDeath: (then) => {
      mourners.push(then);
    },
    after: (ms, happening) => world.after(ms, happening, process),
    diesAt: (seam, moment) => {
      if (!isDead && dies(seam, moment, process)) process.kill();
      return isDead;
    },
    call: (seam, effect, latency = quick(world)) =>
      new Promise((resolve, reject) => {
        if (isDead) return;
        const act = async (): Promise<void> => {
          if (process.diesAt(seam, "before")) return;
          const tell = await outcomeOf(effect, resolve, reject);
          if (process.diesAt(seam, "after")) return;
          if (latency.back === 0) return tell();
          world.after(latency.back, tell, process);
        };
        world.after(latency.there, act, process);
      }),
  };
  return process;
}

async function outcomeOf<T>(
  effect: () => T | Promise<T>,
  resolve: (value: T) => void,
  reject: (reason: unknown) => void,
): Promise<() => void> {
  try {
    const value = await effect();
    return () => resolve(value);
  } catch (error) {
    return () => reject(error);
  }
}

/** A store or a lock answers within some milliseconds, mostly at once. */
function quick({ chance }: World): Latency {
  return { there: chance.is(0.7) ? 0 : chance.whole(1, 4), back: chance.is(0.7) ? 0 : chance.whole(1, 4) };
}
