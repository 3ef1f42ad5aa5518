import { type SyncEvent, syncEvents } from "@waybill/sync";
import { type ReactNode, useEffect, useState } from "react";
import { useProduct } from "../product/product-context.tsx";
import { eventText } from "./event-text.ts";

const most = 40;

/** What commits make true from now on, newest first, those of other tabs too. */
export function EventLog({ connection }: { readonly connection: string }): ReactNode {
  const { store } = useProduct().product;
  const [events, setEvents] = useState<readonly SyncEvent[]>([]);
  useEffect(
    () =>
      syncEvents(store, (event) => {
        if (event.connection === connection) setEvents((known) => [event, ...known].slice(0, most));
      }),
    [store, connection],
  );
  return (
    <section className="panel" aria-labelledby="events-title">
      <div className="panel-head">
        <h2 id="events-title">Events</h2>
        <p>Since this page was opened, each after its commit.</p>
      </div>
      {events.length === 0 ? (
        <p className="empty">Nothing has happened yet. Start a sync to see its commits.</p>
      ) : (
        <ol className="log">
          {events.map((event, at) => (
            <li key={`${event.commit} ${event.kind} ${events.length - at}`}>
              <code>{event.commit}</code> {eventText(event)}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
