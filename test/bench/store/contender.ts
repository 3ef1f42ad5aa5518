import type { Item, KeyKind } from "./records.ts";

/** One way to keep records in a browser. */
export interface Contender {
  /** A page that was never seen. */
  readonly first: (page: readonly Item[], n: number) => Promise<void>;
  /** The same page once more. */
  readonly again?: (page: readonly Item[], n: number) => Promise<void>;
  readonly get?: (key: string) => Promise<unknown>;
  /** Up to a hundred records from a key on, that one included. */
  readonly range?: (key: string) => Promise<readonly unknown[]>;
  /** Brings to an end what goes on in the background. */
  readonly settle?: () => Promise<void>;
  readonly close?: () => void | Promise<void>;
}

export type Open = (name: string, keys: KeyKind) => Promise<Contender>;
