import { useCallback } from "react";
import { type PlainText, sayPlainly } from "../messages/say-plainly.ts";
import { useSettings } from "../settings.ts";

/** Says plain texts in the language of the provider: the least that a badge needs. */
export function usePlainSay(): (text: PlainText) => string {
  const { messages } = useSettings();
  return useCallback((text) => sayPlainly(messages, text), [messages]);
}
