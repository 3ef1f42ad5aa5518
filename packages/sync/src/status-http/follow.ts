import { isFailureError } from "@waybill/transport";
import type { StatusTarget } from "../status/source.ts";
import { type Board, nameOf } from "./board.ts";
import type { PageState } from "./browser-page.ts";
import { failureDelay, pollDelay } from "./cadence.ts";
import { type StreamEnd, listen } from "./event-stream.ts";
import { readStatuses } from "./read-statuses.ts";
import { type Line, unread } from "./requests.ts";

/**
 * How the link to the server is. `idle`: nobody watches, or nobody looks. `live`: told of changes as they happen. `polling`: asked for them again and
 * again. `broken`: the last question was not answered, the next follows by itself. `needs_auth`: as `broken`, and the server does not know who asks.
 */
export type LinkState = "idle" | "connecting" | "live" | "polling" | "broken" | "needs_auth";

export interface FollowOptions {
  readonly line: Line;
  readonly board: Board;
  readonly page: PageState;
  readonly onLink: (state: LinkState) => void;
}

/** Keeps the watched targets of a board current, by a stream or by polling, while somebody watches and looks. */
export interface Follower {
  /** To be called when a target was added, or when the answer to an action should be seen at once. */
  readonly refresh: () => void;
  /** To be called when a target was taken away. */
  readonly release: () => void;
}

/** After a stream that served its time. */
const comeBackAfterMs = 1_000;
/** Streams that broke off before they said anything, after which polling takes over for a while. */
const brokenStreams = 2;

interface Course {
  failures: number;
  refused: boolean;
  /** In a row, without a word in between. */
  mute: number;
  /** Monotonic; until then streams are not tried. */
  pollUntil: number;
  /** Where the last stream ended, and of which targets. */
  resume: { readonly of: string; readonly id: string } | undefined;
}

export function createFollower(options: FollowOptions): Follower {
  const { board, page, onLink } = options;
  const course: Course = { failures: 0, refused: false, mute: 0, pollUntil: 0, resume: undefined };
  let turn = new AbortController();
  let following = false;
  const run = async (): Promise<void> => {
    const leave = page.subscribe(() => turn.abort());
    while (board.watched().length > 0) {
      turn = new AbortController();
      if (page.hidden()) {
        onLink("idle");
        await aborted(turn.signal);
      } else await takeTurn(options, course, turn.signal);
    }
    leave();
    onLink("idle");
    following = false;
  };
  return {
    refresh: () => {
      if (following) return turn.abort();
      following = true;
      void run();
    },
    release: () => {
      if (board.watched().length === 0) turn.abort();
    },
  };
}

/** One stream, or one question and the wait after it. Ends at once when aborted; a failure is told and waited out. */
async function takeTurn(options: FollowOptions, course: Course, signal: AbortSignal): Promise<void> {
  const { line, board, onLink } = options;
  try {
    // Targets that are added in one go are asked for in one question.
    await Promise.resolve();
    if (signal.aborted) return;
    if (course.refused || line.clock.monotonic() < course.pollUntil) await poll(options, course, signal);
    else await stream(options, course, signal);
  } catch (error) {
    if (signal.aborted) return;
    course.failures += 1;
    board.doubt(error);
    const failure = isFailureError(error) ? error.failure : undefined;
    onLink(failure?.code === "unauthorized" || failure?.code === "forbidden" ? "needs_auth" : "broken");
    const chance = { random: line.clock.random(), retryAfterMs: failure?.retryAfterMs };
    await rest(line, failureDelay(course.failures, chance, line.settings), signal);
  }
}

async function poll({ line, board, onLink }: FollowOptions, course: Course, signal: AbortSignal): Promise<void> {
  const targets = board.watched();
  const snapshots = await readStatuses(line, targets);
  // What was asked before the targets changed is as true as ever.
  for (const snapshot of snapshots) board.take(snapshot);
  course.failures = 0;
  onLink("polling");
  await rest(line, pollDelay(snapshots, line.clock.random(), line.settings), signal);
}

async function stream(options: FollowOptions, course: Course, signal: AbortSignal): Promise<void> {
  const { line, board, onLink } = options;
  const targets = board.watched();
  const of = setOf(targets);
  const lastEventId = course.resume?.of === of ? course.resume.id : undefined;
  let heard = false;
  const hear = () => {
    heard = true;
    course.failures = 0;
    course.mute = 0;
    onLink("live");
  };
  const wanted = new Set(targets.map(nameOf));
  if (course.failures === 0) onLink("connecting");
  try {
    const end = await listen(
      line,
      { targets, lastEventId, signal },
      {
        onSnapshot: (snapshot) => {
          hear();
          if (wanted.has(nameOf(snapshot))) board.take(snapshot);
        },
        onCurrent: (observedAt) => {
          hear();
          board.confirm(observedAt);
        },
        onId: (id) => {
          course.resume = { of, id };
        },
      },
    );
    await afterStream({ end, heard }, options, { course, signal });
  } catch (error) {
    if (!heard && !signal.aborted) mute(course, line);
    throw error;
  }
}

async function afterStream(
  { end, heard }: { readonly end: StreamEnd; readonly heard: boolean },
  { line }: FollowOptions,
  { course, signal }: { readonly course: Course; readonly signal: AbortSignal },
): Promise<void> {
  if (end === "refused") course.refused = true;
  else if (!heard) throw unread("network", "ended its event stream without a word");
  else await rest(line, comeBackAfterMs * (1 + line.clock.random()), signal);
}

function mute(course: Course, { clock, settings }: Line): void {
  course.mute += 1;
  if (course.mute < brokenStreams) return;
  course.mute = 0;
  course.pollUntil = clock.monotonic() + settings.streamAgainMs;
}

function setOf(targets: readonly StatusTarget[]): string {
  return targets.map(nameOf).toSorted().join(" ");
}

async function rest({ clock }: Line, ms: number, signal: AbortSignal): Promise<void> {
  await clock.sleep(ms, signal).catch((reason: unknown) => {
    if (!signal.aborted) throw reason;
  });
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
