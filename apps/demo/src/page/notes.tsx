import type { ReactNode } from "react";
import type { Arrival } from "./authorization.ts";

interface NotesProps {
  readonly vendor: string;
  readonly arrival: Arrival;
  /** False when nothing outlives the page. */
  readonly durable: boolean;
}

/** What a customer has to know before anything else. */
export function Notes({ vendor, arrival, durable }: NotesProps): ReactNode {
  return (
    <>
      {arrival.state === "refused" ? (
        <Note title={`${vendor} was not connected`}>
          {arrival.failure.code === "unauthorized"
            ? "Access was not given. You can connect at any time."
            : "The answer did not belong to the request that was made. Connect again."}
        </Note>
      ) : null}
      {durable ? null : (
        <Note title="Nothing is kept in this browser">
          It gives no place to store data, as private windows do. Everything works until this page is closed.
        </Note>
      )}
    </>
  );
}

function Note({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="note" role="note">
      <svg
        width="16"
        height="16"
        viewBox="0 0 16 16"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        aria-hidden="true"
      >
        <path d="M8 2.25 14.25 13.5H1.75L8 2.25Z" strokeLinejoin="round" />
        <path d="M8 6.5v3M8 11.4v.2" strokeLinecap="round" />
      </svg>
      <p>
        <strong>{title}</strong>
        {children}
      </p>
    </div>
  );
}
