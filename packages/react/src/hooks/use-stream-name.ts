import { foreignName } from "../format/foreign-name.ts";
import { languageOf } from "../messages/say-plainly.ts";
import { type Settings, useSettings } from "../settings.ts";

/** What the product calls a stream; undefined where it has no name of its own for it. */
export type NameOf = (stream: string) => string | undefined;

/** A stream, wherever it is told of; without a connection where nobody says of which it is. */
export interface OfStream {
  readonly connection?: string | undefined;
  readonly stream: string;
}

/** Names streams: as the widget was told, else as the provider's `describe` does, else by their own names. */
export function useStreamName(nameOf: NameOf | undefined): (of: OfStream) => string {
  const settings = useSettings();
  return (of) =>
    foreignName(nameOf?.(of.stream) ?? describedName(settings, of) ?? of.stream, languageOf(settings.messages));
}

/** A `describe` that looks at the connection alone calls all of its streams the same, which names none of them. */
function describedName({ describe }: Settings, { connection, stream }: OfStream): string | undefined {
  if (connection === undefined) return undefined;
  const name = describe({ connection, stream }).names?.name;
  return name === describe({ connection }).names?.name ? undefined : name;
}

interface OfWhat {
  readonly connection?: string | undefined;
  readonly stream?: string | undefined;
}

/** Whether what is listed has to say of which stream it is: all of a connection, or what a product gives of several. */
export function isOfSeveral(target: OfWhat | undefined, items: readonly OfWhat[]): boolean {
  if (target !== undefined) return target.stream === undefined;
  const [first] = items;
  return items.some(({ connection, stream }) => connection !== first?.connection || stream !== first?.stream);
}
