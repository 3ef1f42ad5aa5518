/** Something that others wait for, and whoever holds it opens. */
export interface Gate {
  readonly opened: Promise<void>;
  readonly open: () => void;
}

export function gate(): Gate {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** Holds everybody who arrives until `count` have arrived: what follows happens at once, on any machine. */
export function meetingOf(count: number): () => Promise<void> {
  const { opened, open } = gate();
  let arrived = 0;
  return () => {
    if ((arrived += 1) === count) open();
    return opened;
  };
}
