import type { Item, KeyKind } from "./records.ts";

export type Page = readonly Item[];

/** Takes pages in, one behind the other. `from`: the number of the first. */
export type TakeIn = (pages: readonly Page[], from: number) => Promise<void>;

/** One way to keep records in a browser. */
export interface Contender {
  /** What it is given, in the form that it reads: before anything is measured. */
  readonly prepare?: TakeIn;
  /** Pages that were never seen. */
  readonly first: TakeIn;
  /** The same pages once more. */
  readonly again?: TakeIn;
  readonly get?: (key: string) => Promise<unknown>;
  /** Up to a hundred records from a key on, that one included. */
  readonly range?: (key: string) => Promise<readonly unknown[]>;
  /** Brings to an end what goes on in the background. */
  readonly settle?: () => Promise<void>;
  readonly close?: () => void | Promise<void>;
}

export type Open = (name: string, keys: KeyKind) => Promise<Contender>;

/** For who writes each page by itself. */
export function pageByPage(write: (page: Page, n: number) => Promise<void>): TakeIn {
  return async (pages, from) => {
    for (const [at, page] of pages.entries()) await write(page, from + at);
  };
}
