/** One page of a list, as far as it tells where the list was begun. */
interface Leaf {
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** The number of the vendor's last change. */
  readonly change: number;
  /** What holds where nobody knows any more: too early a place repeats, too late a one loses. */
  readonly otherwise: number;
}

/** A list that is being read, as far as is known of readers whom nothing tells apart. */
interface Reading {
  readonly begun: number;
  readonly readers: number;
}

/**
 * When lists were begun whose positions are plain numbers: no position says it, so the vendor remembers.
 * All who read at the same time share the earliest beginning, until as many have ended as began. One who never ends makes tokens repeat more, not lose;
 * only one who asks for the last page again while others read is taken for two who end.
 */
export class BegunLists {
  readonly #read = new Map<string, Reading>();

  /** The vendor's last change when the list was begun that a page belongs to. */
  changeAt(question: string, { isFirst, isLast, change, otherwise }: Leaf): number {
    const known = this.#read.get(question);
    const begun = known?.begun ?? (isFirst ? change : otherwise);
    const readers = (known?.readers ?? 0) + Number(isFirst) - Number(isLast);
    if (readers > 0) this.#read.set(question, { begun, readers });
    else this.#read.delete(question);
    return begun;
  }
}
