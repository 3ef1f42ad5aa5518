import type { Incremental } from "../../connector/contract.ts";
import type { Batch } from "../../store/contract.ts";
import type { OpenRun } from "../checkpoint/open-run.ts";
import type { WindowProgress } from "../checkpoint/windows-so-far.ts";
import { finishRead } from "../run/finish.ts";
import { beginPass } from "../proof/list-pass.ts";
import { start } from "../pagination/loop.ts";
import type { VisitEnd } from "../parents/parent-progress.ts";
import type { PassedOn } from "../run/passed-on.ts";
import { blocksAfter, commitRun, visiting } from "../run/session.ts";
import type { Session } from "../run/session.ts";
import { halveWindow, leaveWindow } from "../windows/window-progress.ts";

/** A window that is left, and what its last page brought. */
export interface LeftWindow {
  readonly run: OpenRun;
  readonly windows: WindowProgress;
  readonly batch: Partial<Batch>;
}

/** Ends a window and begins the next, or ends the run: one commit, with the page that ended the window. */
export async function passWindow(
  session: Session,
  { end, ...window }: LeftWindow & { readonly end: VisitEnd },
): Promise<PassedOn> {
  const { run, windows } = window;
  return enter(session, window, (blocks) => leaveWindow(windows, end, { blocks, reported: run.reported }));
}

/** Leaves a window that holds more than can be reached, for its halves. */
export async function divideWindow(
  session: Session,
  { incremental, ...window }: LeftWindow & { readonly incremental: Incremental },
): Promise<PassedOn> {
  // The halves bring again what was read: that says nothing of the order in which lists come.
  const run = { ...window.run, lastCursor: undefined };
  const { hidesRange } = run;
  const halved = (blocks: number) => halveWindow(window.windows, { incremental, hidesRange, blocks });
  return enter(session, { ...window, run }, halved);
}

async function enter(
  session: Session,
  { run, batch }: LeftWindow,
  leaving: (blocks: number) => WindowProgress,
): Promise<PassedOn> {
  const blocks = await blocksAfter(session, batch);
  const left = leaving(blocks);
  if (left.at === undefined) {
    return {
      done: true,
      receipt: await finishRead(session, { ...run, windows: left, reported: left.reported }, batch),
    };
  }
  const entered = {
    ...run,
    windows: left,
    reported: undefined,
    position: start(session.pager.first),
    pass: run.pass === undefined ? undefined : beginPass(blocks),
    restarts: 0,
  };
  return { done: false, session: visiting(await commitRun(session, entered, { batch })) };
}
