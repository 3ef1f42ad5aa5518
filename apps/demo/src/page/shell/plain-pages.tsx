import type { ReactNode } from "react";
import { Link } from "../routing/link.tsx";
import { PageHead } from "../routing/page-head.tsx";
import { useSpeech } from "../words/speech.tsx";

/** Nothing lives at this address. */
export function MissingPage(): ReactNode {
  const { words } = useSpeech();
  return (
    <PageHead title={words.pageMissing}>
      <p>{words.pageMissingAbout}</p>
      <p>
        <Link to={{ page: "integrations" }}>{words.integrations}</Link>
      </p>
    </PageHead>
  );
}

/** An error of our own, or a browser that gives no database. */
export function BrokenPage(): ReactNode {
  const { words } = useSpeech();
  return (
    <PageHead title={words.pageBroken}>
      <p>{words.pageBrokenAbout}</p>
      <p>
        <button
          type="button"
          className="button"
          onClick={() => {
            location.reload();
          }}
        >
          {words.reload}
        </button>
      </p>
    </PageHead>
  );
}
