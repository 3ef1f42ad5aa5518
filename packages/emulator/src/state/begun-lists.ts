const mostKnown = 64;

/** One page of a list, as far as it tells where the list was begun. */
interface Leaf {
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** The number of the vendor's last change. */
  readonly change: number;
  /** What holds where nobody knows any more: too early a place repeats, too late a one loses. */
  readonly otherwise: number;
}

/** When lists were begun whose positions are plain numbers: no position says it, so the vendor remembers. */
export class BegunLists {
  readonly #known = new Map<string, { readonly change: number; readonly isRead: boolean }>();

  /** The vendor's last change when the list was begun that a page belongs to. Who begins while another still reads shares the earlier beginning. */
  changeAt(question: string, { isFirst, isLast, change, otherwise }: Leaf): number {
    const known = this.#known.get(question);
    const begun = isFirst && known?.isRead !== false ? change : (known?.change ?? otherwise);
    if (this.#known.size >= mostKnown) this.#known.clear();
    this.#known.set(question, { change: begun, isRead: isLast });
    return begun;
  }
}
