import type { ReactElement, ReactNode } from "react";
import { WaybillProvider, type WaybillProviderProps } from "../provider.tsx";
import { type ManualClock, createManualClock } from "./manual-clock.ts";
import { type MemorySource, type MemorySourceOptions, createMemorySource } from "./memory-source.ts";

/** A product's page in a test: its truth and its time are moved by hand. */
export interface Stage {
  readonly source: MemorySource;
  readonly clock: ManualClock;
  /** Errors that widgets survived and texts that the live region said, oldest first. */
  readonly errors: readonly unknown[];
  readonly announced: readonly string[];
  /** Wraps what is tested, for the `render` of any testing library. */
  readonly page: (children: ReactNode) => ReactElement;
}

export interface StageOptions extends MemorySourceOptions, Pick<WaybillProviderProps, "locale" | "messages" | "theme"> {
  /** Epoch milliseconds at which the test begins. Default 0. */
  readonly startsAt?: number | undefined;
  /** Default `UTC`, so that a test reads the same everywhere. */
  readonly timeZone?: string | undefined;
  readonly describe?: WaybillProviderProps["describe"];
}

/** A fake source, a fake clock and the provider around them. Widgets below it are connected ones, as in the product. */
export function createStage(options: StageOptions = {}): Stage {
  const { startsAt = 0, timeZone = "UTC", locale, messages, theme, describe } = options;
  const source = createMemorySource(options);
  const clock = createManualClock(startsAt);
  const errors: unknown[] = [];
  const announced: string[] = [];
  const page = (children: ReactNode) => (
    <WaybillProvider
      source={source}
      clock={clock}
      timeZone={timeZone}
      locale={locale}
      messages={messages}
      theme={theme}
      describe={describe}
      onError={(error) => errors.push(error)}
      onAnnounce={(text) => announced.push(text)}
    >
      {children}
    </WaybillProvider>
  );
  return { source, clock, errors, announced, page };
}
