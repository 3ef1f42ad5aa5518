import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactElement, type ReactNode, useRef } from "react";
import { type Row, drawings, labels, rowCount, rowHeight, tones } from "./row.ts";

interface VirtualListProps {
  readonly children: (id: number) => ReactNode;
}

/** Ten thousand rows, of which those in sight exist. */
export function VirtualList({ children }: VirtualListProps): ReactElement {
  const scroller = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- nothing here is compiled to be memoized
  const virtualizer = useVirtualizer({
    count: rowCount,
    estimateSize: () => rowHeight,
    getScrollElement: () => scroller.current,
    overscan: 5,
  });
  return (
    <div ref={scroller} style={{ height: "100%", overflow: "auto" }}>
      <div style={{ height: virtualizer.getTotalSize(), position: "relative" }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => (
          <div
            key={index}
            style={{
              position: "absolute",
              top: 0,
              width: "100%",
              height: rowHeight,
              transform: `translateY(${start}px)`,
            }}
          >
            {children(index)}
          </div>
        ))}
      </div>
    </div>
  );
}

/** A badge as the other contenders draw it. */
export function PlainBadge({ outcome }: Pick<Row, "outcome">): ReactElement {
  return (
    <span
      className="wb wb-badge"
      data-wb="badge"
      data-status={outcome === "complete" ? "synced" : "failed"}
      data-tone={tones[outcome]}
    >
      <svg className="wb-icon" viewBox="0 0 16 16" dangerouslySetInnerHTML={{ __html: drawings[outcome] }} />
      <span data-part="label">{labels[outcome]}</span>
    </span>
  );
}
