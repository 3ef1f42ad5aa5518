import type { PageContent } from "./page-content.ts";

/** One page as it came. */
export interface ReadPage extends PageContent {
  readonly ok: true;
  readonly url: string;
  header(name: string): string | null;
  readonly bytes: number;
  /** Milliseconds from asking to the end of the answer, waits and retries included. */
  readonly tookMs: number;
  /** Whether it was asked for before the page in front of it had come. */
  readonly early?: true | undefined;
}
