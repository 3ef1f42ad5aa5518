import { madeOnce } from "../made-once.ts";
import { type Speaker, createSpeaker } from "../messages/speaker.ts";
import { type Settings, useSettings } from "../settings.ts";

/** Says texts in the language of the provider. */
export function useSay(): Speaker["say"] {
  return madeOnce(useSettings(), speakerOf).say;
}

function speakerOf({ messages }: Settings): Speaker {
  return createSpeaker(messages);
}
