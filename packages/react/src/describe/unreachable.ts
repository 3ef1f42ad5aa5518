import * as detailTexts from "../messages/english/detail.ts";
import * as nextTexts from "../messages/english/next.ts";
import type { PlainText } from "../messages/say-plainly.ts";
import { type Unreachable, type Wording, sentences } from "./wording.ts";

/** The step that helps where the page is older than its store, or than its access. */
export const reloadStep: PlainText = ["next.reload", nextTexts.steps.reload];

/** What a failed read says of the next one. A step that we do not know, as of a newer version, is none. */
export function unreachableOf(error: unknown): Unreachable {
  if (error === null) return false;
  const failure: unknown = Reflect.get(Object(error), "failure");
  return Reflect.get(Object(failure), "action") === "reload" ? "reload" : true;
}

/** Of several reads: a reload helps all of them, so that it is what to say. */
export function unreachableAny(whys: readonly Unreachable[]): Unreachable {
  return whys.find((why) => why === "reload") ?? whys.includes(true);
}

/** What is said of this very moment: nothing once the status could not be read again, as nobody here knows then. */
export function ofNow(text: PlainText, { context, say }: Wording): string | undefined {
  return context.unreachable ? undefined : say(text, {});
}

/** What happened, what it means and the one step that helps; undefined where there is none. */
export function reloadSentences(wording: Wording): string | undefined {
  if (wording.context.unreachable !== "reload") return undefined;
  const { say } = wording;
  return sentences(say(detailTexts.newer, {}), say(reloadStep, {}));
}
