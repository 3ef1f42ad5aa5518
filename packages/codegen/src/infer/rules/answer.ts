/** What was told about one question, how sure it is, and what in the document says so. */
export interface Answer<T> {
  readonly value: T;
  /** 0 to 1. Below 0.8 a person should look. */
  readonly confidence: number;
  /** Places and words of the document, one fact a line. */
  readonly evidence: readonly string[];
}

/** Below this confidence an answer is marked in what is generated. */
export const SURE = 0.8;

export function answer<T>(value: T, confidence: number, evidence: string | readonly string[]): Answer<T> {
  return { value, confidence, evidence: typeof evidence === "string" ? [evidence] : evidence };
}
